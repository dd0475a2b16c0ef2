import { SvelteMap } from 'svelte/reactivity';
import { AppError } from '../../core/errors.ts';
import type { RunExport } from '../../core/answers/exportRun.ts';
import { TEMPLATES, templateById } from '../../core/prompts/templates.ts';
import type {
  AskPlan,
  DontKnow,
  OrderScheme,
  PictureId,
  PromptTemplate,
  Readout
} from '../../core/prompts/types.ts';
import type { CountryCode, DataName } from '../../core/survey/types.ts';
import type { Metric } from '../../core/measures/metrics.ts';
import type { RawAnswer, TextVariant } from '../../core/answers/types.ts';
import type { EngineApi, LoadedModel } from '../../engine/engineApi.ts';
import type { Asking, AskProgress, AskSummary } from '../../run/asking/askApi.ts';
import type { createAsk } from '../../run/asking/ask.ts';
import { exportStored } from '../../run/asking/exportStored.ts';
import type { Store } from '../../store/store.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import { questionsOf, type QuestionSet } from '../../survey/sets.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { DEFAULT_CHOICES, planOf, type AskSpec, type LabChoices } from './choices.ts';
import { answerMapKeyOf } from './cues.ts';
import { readLabDocument, writeLabDocument, type LabDocument } from './labDocument.ts';
import { countKnown } from './estimate.ts';
import { ModelState } from './modelState.svelte.ts';
import { LabPictures } from './labPictures.svelte.ts';
import { ReadingState } from './readingState.svelte.ts';
import { SeenConcepts } from './seenConcepts.svelte.ts';

/**
 * `waiting`: the run was asked for and the model is still loading. `cancelled` and `failed` keep
 * every answer that had arrived.
 */
export type RunStatus = 'idle' | 'waiting' | 'running' | 'cancelled' | 'failed' | 'done';

export interface LabServices {
  engine: EngineApi;
  store: Promise<Store>;
  createAsk: typeof createAsk;
  loadSurvey: () => Promise<SurveyDataset>;
}

/** All that the Lab page knows. Choices are the inputs; `plan` and `answers` are the last run. */
export class LabState {
  readonly model: ModelState;
  readonly pictureList: LabPictures;
  readonly seen: SeenConcepts;
  readonly reading: ReadingState;
  survey: SurveyDataset | null = $state.raw(null);
  /** The last visit's choices are back in place; before that nothing may overwrite them. */
  started = $state(false);
  /** What the page could not load of its own (store, survey). */
  problem: AppError | null = $state.raw(null);

  country: CountryCode = $state(DEFAULT_CHOICES.country);
  questionSet: QuestionSet = $state(DEFAULT_CHOICES.questionSet);
  /** `auto`: what the reading check found best for the model. */
  readout: Readout | 'auto' = $state(DEFAULT_CHOICES.readout);
  variant: TextVariant = $state(DEFAULT_CHOICES.variant);
  templateId: string = $state(DEFAULT_CHOICES.templateId);
  customTemplate: PromptTemplate | null = $state.raw(DEFAULT_CHOICES.customTemplate);
  orders: OrderScheme = $state(DEFAULT_CHOICES.orders);
  dontKnow: DontKnow = $state(DEFAULT_CHOICES.dontKnow);
  metric: Metric = $state(DEFAULT_CHOICES.metric);

  /** The readout that the next run uses. */
  readonly chosenReadout: Readout = $derived.by(() =>
    this.readout === 'auto' ? (this.reading.report?.readout ?? 'text') : this.readout
  );
  readonly template: PromptTemplate = $derived(
    (this.templateId === 'custom' ? this.customTemplate : templateById(this.templateId)) ??
      (TEMPLATES[0] as PromptTemplate)
  );

  /** The run whose answers are shown; null before the first. Its cues: neutral, country, pictures. */
  plan: AskPlan | null = $state.raw(null);
  status: RunStatus = $state('idle');
  progress: AskProgress | null = $state.raw(null);
  summary: AskSummary | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** Answers of `plan`, keyed by `answerMapKey(question, cue)` (cues.ts); they arrive one by one. */
  readonly answers = new SvelteMap<string, RawAnswer>();
  /** The model that the shown answers came from. */
  answeredBy: LoadedModel | null = $state.raw(null);

  /** Answers a minute in the last run that computed some; for the estimate. */
  lastRate: number | null = $state(null);

  /** What a run would ask now; null while something is missing. */
  readonly nextPlan: AskPlan | null = $derived.by(() => this.#planOf(this.#spec()));
  readonly busy: boolean = $derived(this.status === 'waiting' || this.status === 'running');
  /** Do the choices still match the answers shown? */
  readonly upToDate: boolean = $derived.by(
    () =>
      this.plan !== null &&
      (this.answeredBy === null || this.answeredBy.model === this.model.chosen) &&
      JSON.stringify(this.plan) === JSON.stringify(this.nextPlan)
  );

  #asking: Asking | null = null;
  /** Whose words the shown answers were asked in. */
  #askedIn: DataName | null = null;
  #ranSpec: AskSpec | null = null;
  #cancelWanted = false;
  readonly #services: LabServices;

  constructor(services: LabServices) {
    this.#services = services;
    this.model = new ModelState(services.engine);
    this.pictureList = new LabPictures(services.store.then(({ pictures }) => pictures));
    this.seen = new SeenConcepts(services.engine, this.model);
    this.reading = new ReadingState(
      services.engine,
      services.store,
      (other) => (this.model.loaded = other)
    );
  }

  get pictures(): readonly StoredPicture[] {
    return this.pictureList.pictures;
  }

  /** Pictures to ask about, in the order in which they were chosen. */
  get selected(): readonly PictureId[] {
    return this.pictureList.selected;
  }

  /** Loads survey, pictures and the last visit's choices; takes up a run where it stopped. */
  async start(): Promise<void> {
    const survey = this.#services.loadSurvey().then((dataset) => {
      this.survey = dataset;
    });
    try {
      const store = await this.#services.store;
      this.problem = store.problem;
      const document = await readLabDocument(store.documents);
      if (document) this.#restore(document);
      await this.pictureList.restore(document?.choices.selected ?? []);
      this.started = true;
      await survey;
      if (document?.run) await this.#takeUp(document.run);
    } catch (thrown) {
      this.problem = AppError.from(thrown);
    }
  }

  /** Asks the model. What is stored already is not computed again. */
  async run(): Promise<void> {
    if (!this.busy) await this.#run(this.#spec(), null);
  }

  /** Stops within one question; what was computed is kept and used by the next run. */
  cancel(): void {
    this.#cancelWanted = true;
    this.#asking?.cancel();
    if (this.status === 'waiting') this.status = 'cancelled';
  }

  /** Writes choices and run down, so that a reload loses nothing. */
  async save(): Promise<void> {
    if (!this.started) return;
    const state = this.status === 'done' ? 'done' : this.busy ? 'running' : 'cancelled';
    const run = this.#ranSpec && { spec: this.#ranSpec, state, loaded: this.answeredBy };
    const { choices, lastRate } = this;
    const document = { version: 1, choices, run, lastRate } as LabDocument;
    try {
      await writeLabDocument((await this.#services.store).documents, document);
    } catch (thrown) {
      this.problem = AppError.from(thrown);
    }
  }

  /** How many of a plan's answers are stored; null as long as no model is known. */
  async countKnown(plan: AskPlan): Promise<number | null> {
    const last = this.answeredBy?.model === this.model.chosen ? this.answeredBy : null;
    const loaded = this.model.loaded ?? last;
    return loaded && countKnown(plan, loaded, (await this.#services.store).answers);
  }

  /** The shown run as one document, built from the stored scores; null before the first run. */
  async exportRun(): Promise<RunExport | null> {
    const { plan, answeredBy: loaded, survey, variant } = this;
    if (!plan || !loaded || !survey) return null;
    const country = plan.cues.find((cue) => cue.kind === 'country')?.country ?? null;
    const pictures = this.pictures.filter(({ id }) =>
      plan.cues.some((cue) => cue.kind === 'picture' && cue.picture === id)
    );
    const { answers } = await this.#services.store;
    // The comparison is with the survey chosen now; the words are those that were asked.
    const asked = { ...survey, wording: this.#askedIn ?? survey.wording };
    return exportStored({ plan, loaded, survey: asked, variant, country, pictures }, answers);
  }

  /** Asks another model from now on; a run of the one before is stopped, its answers stay. */
  async chooseModel(model: string): Promise<void> {
    if (model === this.model.chosen) return;
    this.cancel();
    await this.reading.forget();
    await this.model.choose(model);
    this.seen.forgetSeen();
    await this.save();
  }

  /** What is known of a model that has just been loaded; checks it where nothing is. */
  async meet(loaded: LoadedModel): Promise<void> {
    await this.reading.recall(loaded);
    if (!this.reading.report && this.model.loaded === loaded) await this.checkReading();
  }

  async checkReading(): Promise<void> {
    const { loaded } = this.model;
    if (loaded && !this.busy) await this.reading.check(loaded);
  }

  get choices(): LabChoices {
    const { country, questionSet, readout, variant, templateId, customTemplate } = this;
    const { orders, dontKnow, metric, selected } = this;
    return {
      model: this.model.chosen,
      ...{ country, questionSet, readout, variant, templateId, customTemplate },
      ...{ orders, dontKnow, metric, selected }
    };
  }

  #restore({ choices, run, lastRate }: LabDocument): void {
    const {
      model,
      country,
      questionSet,
      readout,
      variant,
      templateId,
      customTemplate,
      orders,
      dontKnow,
      metric
    } = { ...DEFAULT_CHOICES, ...choices };
    this.model.chosen = model;
    Object.assign(this, { country, questionSet, readout, variant, templateId, customTemplate });
    Object.assign(this, { orders, dontKnow, metric, lastRate, answeredBy: run?.loaded ?? null });
  }

  #spec(): AskSpec {
    const { country, questionSet, template, orders, dontKnow } = this;
    const pictures = this.selected;
    return {
      ...{ pictures, country, questionSet, template, orders, dontKnow },
      readout: this.chosenReadout
    };
  }

  #planOf(spec: AskSpec): AskPlan | null {
    if (!this.survey) return null;
    const questions = questionsOf(this.survey, spec.questionSet);
    return planOf(spec, this.survey, questions);
  }

  async #takeUp(run: NonNullable<LabDocument['run']>): Promise<void> {
    const stillHere = (id: PictureId) => this.pictures.some((picture) => picture.id === id);
    if (!run.spec.pictures.every(stillHere)) return;
    // A finished run is shown again from the store alone: its model need not be loaded.
    if (run.state === 'running') await this.#run(run.spec, null);
    if (run.state === 'done') await this.#run(run.spec, run.loaded);
  }

  async #run(spec: AskSpec, known: LoadedModel | null): Promise<void> {
    const plan = this.#planOf(spec);
    if (!plan) return;
    this.#begin(spec, plan);
    try {
      const store = await this.#services.store;
      const loaded = known ?? (await this.#prepare(spec));
      if (this.#cancelWanted) return;
      this.answeredBy = loaded;
      this.status = 'running';
      const { engine, createAsk } = this.#services;
      this.#asking = createAsk({ engine, answers: store.answers, loaded })(plan, {
        onAnswer: (answer) => this.answers.set(answerMapKeyOf(answer), answer),
        onProgress: (progress) => {
          this.progress = progress;
          this.lastRate = progress.ratePerMinute ?? this.lastRate;
        },
        onModel: (other) => {
          this.model.loaded = this.answeredBy = other;
          this.answers.clear();
        }
      });
      this.summary = await this.#asking.done;
      this.status = this.summary.cancelled ? 'cancelled' : 'done';
      // The model is warm and free: find out whether it reads, once.
      if (this.status === 'done' && this.model.loaded) void this.reading.check(this.model.loaded);
    } catch (thrown) {
      const error = AppError.from(thrown);
      // Shown again without its model, a run can be incomplete: then it is one to go on with.
      const calm = error.code === 'cancelled' || known !== null;
      this.status = calm ? 'cancelled' : 'failed';
      this.error = calm ? null : error;
    } finally {
      this.#asking = null;
      await this.save();
    }
  }

  #begin(spec: AskSpec, plan: AskPlan): void {
    this.#cancelWanted = false;
    this.#ranSpec = spec;
    this.#askedIn = this.survey?.wording ?? null;
    this.plan = plan;
    this.answers.clear();
    this.progress = null;
    this.summary = null;
    this.error = null;
    this.status = 'waiting';
    void this.save();
  }

  async #prepare(spec: AskSpec): Promise<LoadedModel> {
    const loaded = await this.model.ensure();
    await this.reading.stop();
    for (const id of spec.pictures) {
      const picture = this.pictures.find((other) => other.id === id);
      if (picture) await this.seen.hand(picture);
    }
    return loaded;
  }
}
