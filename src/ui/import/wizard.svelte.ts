import { AppError } from '../../core/errors.ts';
import type { Question } from '../../core/survey/types.ts';
import { importClient } from '../../survey/import/importClient.ts';
import { CountryIndex } from '../../survey/import/countryNames.ts';
import { draftSurvey, surveyFileOf, type Draft } from '../../survey/import/draft.ts';
import { proposeSettings } from '../../survey/import/inspect.ts';
import type { WordingsDraft } from '../../survey/import/readWordings.ts';
import { mapOptions, suggestMapping } from '../../survey/import/suggest.ts';
import { hashSurvey, type SurveyFile } from '../../survey/import/surveyFile.ts';
import { TABLE_KINDS } from '../../survey/import/types.ts';
import type { Delimiter } from '../../formats/csv.ts';
import type {
  FileKind,
  Inspection,
  Issue,
  Mapping,
  OptionMeaning,
  QuestionMapping,
  ReadSettings,
  TableKind,
  Tally
} from '../../survey/import/types.ts';
import { hashWordings, type WordingFile } from '../../survey/import/wordingFile.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { saveName } from './names.ts';
import type { CurrentSurvey } from '../survey/currentSurvey.svelte.ts';

const STEPS = ['file', 'kind', 'mapping', 'preview', 'name', 'done'] as const;
export type Step = (typeof STEPS)[number];

const isTable = (kind: FileKind | null): kind is TableKind =>
  TABLE_KINDS.some((table) => table === kind);

/** One import from the choice of a file to its storing. Nothing is stored before `save`. */
export class ImportWizard {
  step: Step = $state('file');
  file: File | null = $state.raw(null);
  inspection: Inspection | null = $state.raw(null);
  kind: FileKind | null = $state(null);
  settings: ReadSettings | null = $state.raw(null);
  /** Share of the file that was read; null while nothing is read. */
  progress: number | null = $state(null);
  tally: Tally | null = $state.raw(null);
  mapping: Mapping | null = $state.raw(null);
  draft: Draft | null = $state.raw(null);
  wordings: WordingsDraft | null = $state.raw(null);
  survey: SurveyFile | null = $state.raw(null);
  /** The reader said that what has errors may be left out. */
  leaveOut = $state(false);
  name = $state('');
  saving = $state(false);
  /** Id of what was stored. */
  saved: string | null = $state(null);
  error: AppError | null = $state.raw(null);
  countries: CountryIndex | null = $state.raw(null);

  /** Steps of this kind of file; a table needs them all. */
  readonly steps: readonly Step[] = $derived.by(() =>
    this.kind === null || isTable(this.kind)
      ? STEPS
      : STEPS.filter((step) => step !== 'kind' && step !== 'mapping')
  );
  readonly issues: readonly Issue[] = $derived.by(() => [
    ...(this.inspection?.notes ?? []),
    ...(this.draft?.issues ?? this.wordings?.issues ?? [])
  ]);
  readonly errors: number = $derived.by(
    () => this.issues.filter(({ severity }) => severity === 'error').length
  );
  /** Distributions, or wordings, that would be imported. */
  readonly usable: number = $derived.by(() => {
    if (this.draft) return this.draft.distributions;
    if (this.wordings) return this.wordings.wordings.length;
    const rows = Object.values(this.survey?.figures ?? {});
    return rows.reduce((sum, row) => sum + Object.keys(row).length, 0);
  });
  readonly mayImport: boolean = $derived.by(
    () => this.usable > 0 && (this.errors === 0 || this.leaveOut)
  );

  readonly #current: CurrentSurvey;
  readonly #importer = importClient();
  #bundled: SurveyDataset | null = null;
  /** What a new start or a cancel leaves behind must not come back. */
  #turn = 0;

  constructor(current: CurrentSurvey) {
    this.#current = current;
  }

  get questions(): readonly Question[] {
    return this.#bundled?.questions ?? [];
  }

  get bundled(): SurveyDataset | null {
    return this.#bundled;
  }

  /** Takes a file and looks what it is. */
  async take(file: File): Promise<void> {
    this.reset();
    await this.#work(async (turn) => {
      await this.#current.ready();
      this.#bundled = this.#current.bundled;
      this.countries ??= new CountryIndex(this.#bundled?.countries ?? []);
      const inspection = await this.#importer.calls.inspect(file);
      if (turn !== this.#turn) return;
      this.file = file;
      this.name = saveName(file.name);
      this.inspection = inspection;
      this.kind = inspection.kind;
      if (isTable(inspection.kind) || inspection.kind === null) {
        this.chooseKind(isTable(inspection.kind) ? inspection.kind : 'long');
        this.step = 'kind';
      } else {
        await this.#readDocument(file, inspection.kind, turn);
      }
    });
  }

  chooseKind(kind: FileKind): void {
    if (!this.inspection) return;
    this.kind = kind;
    this.settings = isTable(kind) ? proposeSettings(this.inspection, kind) : null;
  }

  async chooseDelimiter(delimiter: Delimiter): Promise<void> {
    const { file, kind } = this;
    if (!file) return;
    await this.#work(async (turn) => {
      const inspection = await this.#importer.calls.inspect(file, delimiter);
      if (turn !== this.#turn) return;
      this.inspection = inspection;
      this.chooseKind(kind ?? 'long');
    });
  }

  /** Reads the whole file as the settings say and proposes a mapping. */
  async read(): Promise<void> {
    const { file, kind, settings, countries } = this;
    if (!file || !kind || !countries) return;
    await this.#work(async (turn) => {
      if (!isTable(kind)) return this.#readDocument(file, kind, turn);
      if (!settings) return;
      this.progress = 0;
      const tally = await this.#importer.calls.read(file, settings, (share) => {
        if (turn === this.#turn) this.progress = share;
      });
      if (turn !== this.#turn) return;
      this.tally = tally;
      this.mapping = suggestMapping(tally, this.questions, countries);
      this.step = 'mapping';
    });
    this.progress = null;
  }

  mapCountry(index: number, code: string): void {
    if (!this.mapping) return;
    const countries = this.mapping.countries.with(index, code === '' ? null : code);
    this.mapping = { ...this.mapping, countries };
  }

  mapQuestion(index: number, id: string): void {
    const entry = this.tally?.questions[index];
    if (!this.mapping || !entry) return;
    const question = this.questions.find((other) => other.id === id);
    const mapped = question ? mapOptions(entry, question) : id === 'skip' ? 'skip' : null;
    this.#setQuestion(index, mapped);
  }

  mapOption(index: number, option: number, meaning: OptionMeaning): void {
    const mapped = this.mapping?.questions[index];
    if (!mapped || mapped === 'skip') return;
    this.#setQuestion(index, { ...mapped, options: mapped.options.with(option, meaning) });
  }

  preview(): void {
    const { tally, mapping, countries } = this;
    if (!tally || !mapping || !countries) return;
    this.draft = draftSurvey(tally, mapping, this.questions, countries);
    this.leaveOut = false;
    this.step = 'preview';
  }

  back(): void {
    const place = this.steps.indexOf(this.step);
    this.error = null;
    this.step = this.steps[Math.max(0, place - 1)] ?? 'file';
  }

  /** Stores what the preview showed, whole, and makes it the current survey or wording. */
  async save(): Promise<void> {
    if (!this.mayImport || this.saving) return;
    this.saving = true;
    await this.#work(async () => {
      const id = `own-${crypto.randomUUID()}`;
      const kind = this.wordings ? 'wording' : 'survey';
      const document = this.#document(this.name.trim());
      const hash =
        document.format === 'valueshift-survey'
          ? await hashSurvey(document)
          : await hashWordings(document);
      const file = new Blob([JSON.stringify(document)], { type: 'application/json' });
      await this.#current.add({ id, kind, name: document.name, hash, file, addedAt: Date.now() });
      if (kind === 'survey') await this.#current.selectSurvey(id);
      else await this.#current.selectWording(id);
      this.saved = id;
      this.step = 'done';
    });
    this.saving = false;
  }

  /** Stops a reading; the settings stay, nothing was stored. */
  cancelReading(): void {
    this.#turn += 1;
    this.progress = null;
    void this.#importer.tell((importer) => importer.cancel());
  }

  /** Back to the beginning; what was imported before stays as it is. */
  reset(): void {
    this.cancelReading();
    this.step = 'file';
    this.file = this.inspection = this.kind = this.settings = null;
    this.tally = this.mapping = this.draft = this.wordings = this.survey = null;
    this.leaveOut = false;
    this.name = '';
    this.saved = this.error = null;
  }

  dispose(): void {
    this.cancelReading();
    this.#importer.end();
  }

  #setQuestion(index: number, mapped: QuestionMapping | 'skip' | null): void {
    if (!this.mapping) return;
    this.mapping = { ...this.mapping, questions: this.mapping.questions.with(index, mapped) };
  }

  #document(name: string): SurveyFile | WordingFile {
    const named = name === '' ? saveName(this.file?.name ?? '') : name;
    if (this.wordings) {
      const { wordings } = this.wordings;
      return { format: 'valueshift-wording', version: 1, name: named, wordings };
    }
    if (this.survey) return { ...this.survey, name: named };
    if (!this.draft) throw new AppError('import-empty');
    const origin = { file: this.file?.name ?? '', kind: this.kind ?? '' };
    return surveyFileOf(this.draft, named, origin);
  }

  async #readDocument(file: File, kind: Exclude<FileKind, TableKind>, turn: number): Promise<void> {
    const delimiter = this.inspection?.delimiter ?? ',';
    const found = await this.#importer.calls.readDocument(file, kind, delimiter, this.questions);
    if (turn !== this.#turn) return;
    if ('survey' in found) this.survey = found.survey;
    else this.wordings = found.wordings;
    this.name = this.survey?.name ?? this.wordings?.name ?? this.name;
    this.step = 'preview';
  }

  async #work(work: (turn: number) => Promise<void>): Promise<void> {
    const turn = ++this.#turn;
    this.error = null;
    try {
      await work(turn);
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (turn === this.#turn && error.code !== 'cancelled') this.error = error;
    }
  }
}
