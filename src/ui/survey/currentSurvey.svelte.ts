import * as v from 'valibot';
import { inOwnWords, ownSurvey } from '../../run/ownSurvey.ts';
import { AppError } from '../../core/errors.ts';
import { label } from '../../core/schema.ts';
import type { DataName } from '../../core/survey/types.ts';
import type { Store } from '../../store/store.ts';
import type { StoredOwnData } from '../../store/storeApi.ts';
import { BUNDLED_WORDING, loadSurvey } from '../../survey/dataset.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { appStore } from '../appStore.ts';
import { catching } from '../catching.ts';
import { LastRemoved } from '../lastRemoved.svelte.ts';

interface Services {
  store: () => Promise<Store>;
  loadSurvey: () => Promise<SurveyDataset>;
}

/** What was chosen, by id; kept between visits. */
const choiceSchema = v.object({ survey: label, wording: label });
type Choice = v.InferOutput<typeof choiceSchema>;

const DOCUMENT = 'survey-choice';

/**
 * The survey that every page compares with, in the wording that every page asks in: the bundled
 * ones until the reader chooses an own one. Read `survey`; call `ready()` to wait for the first.
 */
export class CurrentSurvey {
  /** Survey and wording put together; null until loaded. */
  survey: SurveyDataset | null = $state.raw(null);
  /** The bundled survey, for what an own one borrows. */
  bundled: SurveyDataset | null = $state.raw(null);
  /** The reader's own surveys and wordings, oldest first. */
  own: readonly StoredOwnData[] = $state.raw([]);
  readonly removed = new LastRemoved();
  problem: AppError | null = $state.raw(null);

  readonly surveys: readonly DataName[] = $derived.by(() => [
    ...(this.bundled ? [this.bundled] : []),
    ...this.own.filter(({ kind }) => kind === 'survey')
  ]);
  readonly wordings: readonly DataName[] = $derived.by(() =>
    this.own.filter(({ kind }) => kind === 'wording')
  );

  readonly #guard = catching((error) => (this.problem = error));
  readonly #services: Services;
  #ready: Promise<SurveyDataset> | undefined;
  /** Choices made quickly after one another: only the last one counts. */
  #turn = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Id of the chosen wording; BUNDLED_WORDING for the survey's own. */
  get wordingId(): string {
    return this.survey?.wording.id ?? BUNDLED_WORDING;
  }

  /** Are figures, or words, of the reader's own chosen? */
  get isOwn(): boolean {
    const { survey, bundled } = this;
    if (!survey || !bundled) return false;
    return survey.id !== bundled.id || survey.wording.id !== bundled.wording.id;
  }

  /** Chooses the bundled survey in its own words. */
  async useBundled(): Promise<SurveyDataset> {
    const bundled = this.bundled ?? (await this.ready());
    await this.#select({ survey: bundled.id, wording: BUNDLED_WORDING });
    return this.ready();
  }

  /** The current survey, loaded on first call; rejects with `survey-...` faults, then tries again. */
  ready(): Promise<SurveyDataset> {
    this.#ready ??= this.#start().catch((reason: unknown) => {
      this.#ready = undefined;
      throw reason;
    });
    return this.#ready.then((first) => this.survey ?? first);
  }

  /** Lists the reader's own anew, after some were deleted or brought back behind this list. */
  async reread(): Promise<void> {
    await this.ready();
    await this.#guard(async () => {
      const store = await this.#services.store();
      this.own = await store.ownData.list();
      this.survey = await this.#open(
        (await store.documents.get(DOCUMENT, choiceSchema)) ?? this.#choice()
      );
    });
  }

  async selectSurvey(id: string): Promise<void> {
    await this.#select({ survey: id, wording: this.wordingId });
  }

  async selectWording(id: string): Promise<void> {
    await this.#select({ survey: this.survey?.id ?? '', wording: id });
  }

  /** Stores an import. All or nothing: after a rejection (`quota-exceeded`, ...) nothing changed. */
  async add(item: StoredOwnData): Promise<void> {
    await this.ready();
    await (await this.#services.store()).ownData.put(item);
    this.own = [...this.own, item];
  }

  async remove(id: string): Promise<void> {
    const item = this.own.find((other) => other.id === id);
    const choice = this.#choice();
    if (!item) return;
    await this.#guard(async () => {
      await (await this.#services.store()).ownData.remove(id);
      this.own = this.own.filter((other) => other !== item);
      // What was chosen before is chosen again with it.
      this.removed.keep(item.name, () => this.#putBack(item, choice));
      await this.#selectIfPart(id, choice);
    });
  }

  async undoRemove(): Promise<void> {
    await this.#guard(() => this.removed.undo());
  }

  /** Gives an own survey or wording another name, in its file too. */
  async rename(id: string, name: string): Promise<void> {
    const item = this.own.find((other) => other.id === id);
    if (!item || name.trim() === '') return;
    await this.#guard(async () => {
      const content = JSON.parse(await item.file.text()) as Record<string, unknown>;
      const file = new Blob([JSON.stringify({ ...content, name: name.trim() })], {
        type: item.file.type
      });
      const renamed = { ...item, name: name.trim(), file };
      await (await this.#services.store()).ownData.put(renamed);
      this.own = this.own.map((other) => (other.id === id ? renamed : other));
      await this.#selectIfPart(id, this.#choice());
    });
  }

  async #putBack(item: StoredOwnData, choice: Choice): Promise<void> {
    await (await this.#services.store()).ownData.put(item);
    this.own = [...this.own, item].sort((a, b) => a.addedAt - b.addedAt);
    await this.#selectIfPart(item.id, choice);
  }

  /** Opens a choice anew where an item that came, went or changed is part of it. */
  async #selectIfPart(id: string, choice: Choice): Promise<void> {
    if (choice.survey === id || choice.wording === id) await this.#select(choice);
  }

  #choice(): Choice {
    return { survey: this.survey?.id ?? '', wording: this.wordingId };
  }

  async #start(): Promise<SurveyDataset> {
    this.bundled = await this.#services.loadSurvey();
    const bundled = this.bundled;
    let choice: Choice | undefined;
    await this.#guard(async () => {
      const store = await this.#services.store();
      this.own = await store.ownData.list();
      choice = await store.documents.get(DOCUMENT, choiceSchema);
    });
    const none = { survey: bundled.id, wording: BUNDLED_WORDING };
    this.survey = await this.#open(choice ?? none).catch((thrown: unknown) => {
      this.problem = AppError.from(thrown);
      return bundled;
    });
    return this.survey;
  }

  async #select(choice: Choice): Promise<void> {
    const turn = ++this.#turn;
    await this.#guard(async () => {
      const opened = await this.#open(choice);
      if (turn !== this.#turn) return;
      this.survey = opened;
      this.problem = null;
      await (await this.#services.store()).documents.put(DOCUMENT, this.#choice());
    });
  }

  /** Survey and wording by id; one that is not there (any more) is the bundled one. */
  async #open({ survey: surveyId, wording: wordingId }: Choice): Promise<SurveyDataset> {
    const bundled = this.bundled ?? (await this.#services.loadSurvey());
    const own = this.#find('survey', surveyId);
    const survey = own ? await ownSurvey(own, bundled) : bundled;
    const words = this.#find('wording', wordingId);
    return words ? inOwnWords(survey, words) : survey;
  }

  #find(kind: StoredOwnData['kind'], id: string): StoredOwnData | undefined {
    return this.own.find((item) => item.kind === kind && item.id === id);
  }
}

/** The one choice of the page, shared by Lab, Explore and the import wizard. */
export const currentSurvey = new CurrentSurvey({ store: appStore, loadSurvey });
