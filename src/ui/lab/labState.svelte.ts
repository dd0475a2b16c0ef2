import type { RunExport } from '../../formats/runExport.ts';
import type { AppError } from '../../core/errors.ts';
import type { AskPlan, PictureId, Readout } from '../../core/prompts/types.ts';
import type { CountryCode, QuestionId } from '../../core/survey/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { KnownPlan } from '../../run/asking/knownPlan.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import { questionsOf } from '../../survey/sets.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { catching } from '../catching.ts';
import type { BundledPicture } from '../pictures/bundled.ts';
import { askSpecOf } from './askSpec.ts';
import { planOf, type AskSpec, type LabChoices } from './choices.ts';
import { ChoicesState } from './choicesState.svelte.ts';
import { exportShown } from './exportShown.ts';
import { KnownAnswers, type KnownServices } from './knownAnswers.svelte.ts';
import { readLabDocument, type LabDocument } from './labDocument.ts';
import { SavedLab } from './savedLab.svelte.ts';
import { LabPictures } from './labPictures.svelte.ts';
import { ModelState } from './modelState.svelte.ts';
import { ReadingState } from './readingState.svelte.ts';
import { RunState, type RunServices } from './runState.svelte.ts';
import { SeenConcepts } from './seenConcepts.svelte.ts';
import { ToldWords } from './toldWords.svelte.ts';

export interface LabServices extends RunServices, KnownServices {
  loadSurvey: () => Promise<SurveyDataset>;
  /** Does a model of this device read words only? Missing: none does. */
  readsWordsOnly?: (model: string) => Promise<boolean>;
  /** The readout of a model whose reading was not checked; missing: `text`. */
  usualReadout?: (model: string) => Readout;
}

/** All that the Lab page knows. Choices and pictures are the inputs, `run` is what came of them. */
export class LabState {
  readonly model: ModelState;
  readonly pictureList: LabPictures;
  readonly seen: SeenConcepts;
  readonly reading: ReadingState;
  readonly choices = new ChoicesState();
  readonly words: ToldWords;
  readonly run: RunState;
  readonly known: KnownAnswers;
  readonly saved: SavedLab;
  survey: SurveyDataset | null = $state.raw(null);
  /** The last visit's choices are back in place; before that nothing may overwrite them. */
  started = $state(false);
  /** Something was done here, now or on an earlier visit: the doors of a first visit stay away. */
  begun = $state(false);
  /** The question whose row was opened last and is still open. */
  openRow: QuestionId | null = $state(null);
  /** How often the person asked on this visit: whoever asks is led to the results. */
  asked = $state(0);
  /** What the page could not load of its own (store, survey). */
  problem: AppError | null = $state.raw(null);

  /** The readout that the next run uses. */
  readonly chosenReadout: Readout = $derived.by(() => {
    const { readout } = this.choices;
    const usual = () => this.#services.usualReadout?.(this.model.chosen) ?? 'text';
    return readout === 'auto' ? (this.reading.report?.readout ?? usual()) : readout;
  });
  /** What a run would ask now; null while something is missing. */
  readonly nextPlan: AskPlan | null = $derived.by(() => this.#planOf(askSpecOf(this)));
  /** Can it be asked? A model that takes pictures is shown one. */
  readonly ready: boolean = $derived.by(
    () => this.nextPlan !== null && (this.model.wordsOnly || this.selected.length > 0)
  );
  /** Do the choices still match the answers shown? */
  readonly upToDate: boolean = $derived.by(() => this.#answers(this.nextPlan));
  /** Are the answers those of a run before controls, and is that all that differs? */
  readonly lacksControls: boolean = $derived.by(
    () => !this.upToDate && this.#answers(this.#planOf(askSpecOf(this, false)))
  );

  readonly #guard = catching((error) => (this.problem = error));
  readonly #services: LabServices;

  constructor(services: LabServices) {
    const { engine, store } = services;
    const onModel = (loaded: LoadedModel) => (this.model.loaded = loaded);
    this.#services = services;
    this.model = new ModelState(engine, () => this.choices.view);
    this.pictureList = new LabPictures(store.then(({ pictures }) => pictures));
    this.words = new ToldWords(this.model, this.pictureList, this.choices);
    this.seen = new SeenConcepts(engine, this.model, services.shipped);
    this.reading = new ReadingState(engine, store, onModel);
    this.run = new RunState(services, {
      prepare: (spec) => this.#prepare(spec),
      onModel,
      save: () => this.save()
    });
    this.saved = new SavedLab(store);
    this.known = new KnownAnswers(services, this.model, this.run, () => this.choices.view);
  }

  get pictures(): readonly StoredPicture[] {
    return this.pictureList.pictures;
  }
  /** Pictures to ask about, in the order in which they were chosen. */
  get selected(): readonly PictureId[] {
    return this.pictureList.selected;
  }

  /**
   * Loads survey, pictures and the last visit's choices; takes up a run where it stopped.
   * @param open shows what the address asks for instead; resolves with whether it asks for anything
   */
  async start(open = () => Promise.resolve(false)): Promise<void> {
    const survey = this.#services.loadSurvey().then((dataset) => (this.survey = dataset));
    await this.#guard(async () => {
      const store = await this.#services.store;
      const document = await readLabDocument(store.documents);
      if (document) this.#restore(document);
      await this.pictureList.restore(document?.choices.selected ?? []);
      this.started = true;
      await survey;
      const opened = await open();
      if (document?.run && !opened) await this.#takeUp(document.run);
    });
  }

  /**
   * Asks the model. What is stored or came with the app is not computed again; where that is all of it,
   * no model is loaded.
   */
  async ask(): Promise<void> {
    this.begun = true;
    if (this.run.busy) return;
    this.asked += 1;
    await this.#ask(askSpecOf(this));
  }

  /** Shows the run that the choices stand for, if all its answers are there: then nobody need ask. */
  async showKnown(): Promise<void> {
    const plan = this.nextPlan;
    // A run that was stopped, by a link to the same as well, is not all there.
    const there = () => this.run.busy || (this.upToDate && this.run.status !== 'cancelled');
    if (!this.started || !plan || there()) return;
    const known = await this.#guard(() => this.known.whoKnows(plan));
    // Choices may have gone on meanwhile.
    const same = JSON.stringify(plan) === JSON.stringify(this.nextPlan);
    if (known && same && !there()) await this.#ask(askSpecOf(this), () => Promise.resolve(known));
  }

  /** The shown run once more, by this device's own model: nothing that came with the app counts. */
  async askAgain(): Promise<void> {
    const { plan, spec, askedIn, busy } = this.run;
    if (!plan || !spec || busy) return;
    this.asked += 1;
    await this.run.start(spec, plan, askedIn, await this.known.withoutShipped());
    if (this.run.status !== 'done') return;
    this.run.source = 'device';
    this.run.difference = await this.known.difference(this.choices.variant);
  }

  /** Shows one bundled picture instead of those chosen, next to its own country's people. */
  async showBundled(bundled: BundledPicture): Promise<void> {
    this.begun = true;
    await this.pictureList.showBundled(bundled);
    this.followPicture(bundled);
  }

  /**
   * Shows pictures out of files, in place of those shown or beside them.
   * @returns is one of them shown? The others' faults stand in `pictureList.messages`
   */
  async showFiles(files: readonly File[], beside = false): Promise<boolean> {
    const shown = await this.pictureList.showFiles(files, beside);
    if (!shown) return false;
    this.begun = true;
    this.words.followPicture();
    return true;
  }

  /**
   * The country is the picture's own until the person chooses one. Only bundled pictures say which they
   * stand for: it is never guessed.
   */
  followPicture({ country }: BundledPicture): void {
    this.words.followPicture();
    if (country && !this.choices.countryChosen && this.survey?.country(country) !== undefined) {
      this.choices.country = country;
    }
  }

  chooseCountry(country: CountryCode): void {
    this.choices.countryChosen = true;
    this.choices.country = country;
  }

  /** All that was chosen, as it is stored between visits. */
  get allChoices(): LabChoices {
    const { selected, model, words } = this;
    const chosen = { model: model.chosen, ...(model.wordsOnly && { wordsOnly: true as const }) };
    return { ...chosen, ...this.choices.plain, selected, captions: words.captions };
  }

  /** Writes choices and run down, so that a reload loses nothing. */
  async save(): Promise<void> {
    if (!this.started) return;
    const { allChoices: choices, begun } = this;
    const { record: run, lastRate } = this.run;
    await this.saved.write({ version: 1, choices, run, lastRate, begun });
  }

  /** How many of a plan's answers are stored; null as long as no model is known, or the store fails. */
  countKnown(plan: AskPlan): Promise<number | null> {
    return this.#guard(() => this.known.count(plan));
  }

  /** The shown run as one document, built from the stored scores; null before the first run. */
  async exportRun(): Promise<RunExport | null> {
    const { run, survey, pictures, choices } = this;
    const { answers } = await this.#services.store;
    return survey && exportShown(run, { survey, pictures, variant: choices.variant }, answers);
  }

  /** Asks another model from now on; a run of the one before is stopped, its answers stay. */
  async chooseModel(model: string): Promise<void> {
    if (model === this.model.chosen) return;
    this.run.cancel();
    await this.reading.forget();
    const wordsOnly = (await this.#services.readsWordsOnly?.(model)) ?? false;
    await this.model.choose(model, wordsOnly);
    this.seen.forgetSeen();
    this.lookAtChosen();
    await this.save();
  }

  /** Tells what the model sees in the chosen pictures, where no model need be loaded for that. */
  lookAtChosen(): void {
    this.pictureList.selectedPictures.forEach((picture) => void this.seen.look(picture));
  }

  async checkReading(truths = false): Promise<void> {
    const { loaded } = this.model;
    if (!loaded || this.run.busy) return;
    await (truths ? this.reading.checkTruths(loaded) : this.reading.check(loaded));
  }

  #restore({ choices, run, lastRate, begun }: LabDocument): void {
    // A visit of before the doors counts where it chose a picture or asked.
    this.begun = begun ?? (run !== null || choices.selected.length > 0);
    this.model.chosen = choices.model ?? this.model.chosen;
    this.model.wordsOnly = choices.wordsOnly ?? false;
    this.words.captions = choices.captions ?? {};
    this.choices.restore(choices);
    Object.assign(this.run, { lastRate, answeredBy: run?.loaded ?? null });
  }

  /** Is this plan, of the chosen model, the one whose answers are shown? */
  #answers(wanted: AskPlan | null): boolean {
    const { plan, answeredBy } = this.run;
    return (
      plan !== null &&
      (answeredBy === null || this.known.isAsked(answeredBy)) &&
      JSON.stringify(plan) === JSON.stringify(wanted)
    );
  }

  #planOf(spec: AskSpec | null): AskPlan | null {
    if (!this.survey || !spec) return null;
    return planOf(spec, this.survey, questionsOf(this.survey, spec.questionSet));
  }

  async #takeUp(run: NonNullable<LabDocument['run']>): Promise<void> {
    const stillHere = (id: PictureId) => this.pictures.some((picture) => picture.id === id);
    if (!run.spec.pictures.every(stillHere)) return;
    // A finished run is shown again from the store alone: its model need not be loaded.
    if (run.state === 'running') await this.#ask(run.spec);
    const { state, loaded } = run;
    if (state === 'done' && loaded) {
      await this.#ask(run.spec, (plan) => this.known.givenBy(loaded, plan));
    }
  }

  async #ask(
    spec: AskSpec | null,
    known: (plan: AskPlan) => Promise<KnownPlan | null> = (plan) => this.known.whoKnows(plan)
  ): Promise<void> {
    const plan = this.#planOf(spec);
    if (!plan || !spec) return;
    const askedIn = this.survey?.wording ?? null;
    await this.run.start(spec, plan, askedIn, { known: () => known(plan) });
    // The model is warm and free: find out whether it reads, once.
    const { loaded } = this.model;
    if (this.run.status === 'done' && loaded) void this.reading.check(loaded);
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
