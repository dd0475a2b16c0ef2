import { SvelteMap } from 'svelte/reactivity';
import type { AppError } from '../../core/errors.ts';
import type { CountryCode, Question, QuestionId } from '../../core/survey/types.ts';
import { keepOwn, readKeptOwn, wipeKeptOwn } from '../../run/yourself/keptOwn.ts';
import { ownQuestions } from '../../run/yourself/ownPlaces.ts';
import type { DocumentStore } from '../../store/storeApi.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { catching } from '../catching.ts';

type Stage = 'start' | 'asking' | 'place';

/** One's own answers to the questions that the model is asked. In memory, unless they shall be kept. */
export class YourselfState {
  /** The option chosen, by question; in the order in which they were answered. */
  readonly answers = new SvelteMap<QuestionId, number>();
  stage: Stage = $state('start');
  /** The question asked now, among `asked`. */
  at = $state(0);
  /** Whose people stand beside the answers; where the person is from is not asked. */
  country: CountryCode = $state('');
  /** The map's further questions were wished for. */
  more = $state(false);
  kept = $state(false);
  wiped = $state(false);
  problem: AppError | null = $state.raw(null);
  #survey: SurveyDataset | null = $state.raw(null);
  readonly #documents: () => Promise<DocumentStore>;
  readonly #guard = catching((error) => (this.problem = error));

  constructor(documents: () => Promise<DocumentStore>) {
    this.#documents = documents;
  }

  readonly questions = $derived.by(() =>
    this.#survey ? ownQuestions(this.#survey) : { quick: [], map: [] }
  );
  readonly asked: readonly Question[] = $derived.by(() =>
    this.more ? [...this.questions.quick, ...this.questions.map] : this.questions.quick
  );
  readonly question: Question | null = $derived.by(() => this.asked[this.at] ?? null);

  /** Takes up what is kept, once; afterwards what this tab holds counts, unless it was deleted elsewhere. */
  async open(survey: SurveyDataset): Promise<void> {
    this.#survey = survey;
    await this.#guard(async () => {
      const found = await readKeptOwn(await this.#documents());
      // On the page "Your data", or in another tab; what could not be kept is no such case.
      if (!found && this.kept && !this.problem) this.#forget();
      if (!found || this.answers.size > 0 || this.stage !== 'start') return;
      for (const question of [...this.questions.quick, ...this.questions.map]) {
        const option = question.codes.indexOf(found.answers[question.id] ?? NaN);
        if (option >= 0) this.answers.set(question.id, option);
      }
      this.kept = true;
      this.more = this.questions.map.some(({ id }) => this.answers.has(id));
      if (this.answers.size > 0) this.stage = 'place';
    });
  }

  begin(): void {
    this.wiped = false;
    this.at = 0;
    this.stage = 'asking';
  }

  /** The further questions of the map, behind the quick ones. */
  askMore(): void {
    this.more = true;
    this.at = this.questions.quick.length;
    this.stage = 'asking';
  }

  /** Chooses an option of the question asked now, and goes on. False: there is no such option. */
  choose(option: number): boolean {
    const { question } = this;
    if (!question || option < 0 || option >= question.options.length) return false;
    this.answers.set(question.id, option);
    void this.#keep();
    this.#next();
    return true;
  }

  /** Without an answer; one given before is taken back. */
  skip(): void {
    if (this.question && this.answers.delete(this.question.id)) void this.#keep();
    this.#next();
  }

  back(): void {
    this.at = Math.max(0, this.at - 1);
  }

  end(): void {
    this.stage = 'place';
  }

  /** On the device, or from now on in memory alone. */
  async setKept(kept: boolean): Promise<void> {
    this.kept = kept;
    if (kept) await this.#keep();
    else await this.#guard(async () => wipeKeptOwn(await this.#documents()));
  }

  /** For good, here and on the device. */
  async wipe(): Promise<void> {
    this.#forget();
    await this.#guard(async () => {
      await wipeKeptOwn(await this.#documents());
      // Only now they are gone from the device, too, and whoever reads so may close the page.
      this.wiped = this.stage === 'start';
    });
  }

  #forget(): void {
    this.answers.clear();
    Object.assign(this, { kept: false, more: false, at: 0, stage: 'start' });
  }

  #next(): void {
    if (this.at + 1 < this.asked.length) this.at += 1;
    else this.end();
  }

  async #keep(): Promise<void> {
    if (!this.kept) return;
    const answers: Record<QuestionId, number> = {};
    for (const [id, option] of this.answers) {
      const code = this.#survey?.question(id)?.codes[option];
      if (code !== undefined) answers[id] = code;
    }
    await this.#guard(async () => keepOwn(await this.#documents(), answers, Date.now()));
  }
}
