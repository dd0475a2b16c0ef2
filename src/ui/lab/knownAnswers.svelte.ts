import type { ShareDifference } from '../../core/answers/shareDifference.ts';
import type { TextVariant } from '../../core/answers/types.ts';
import { seenIn, type PictureView } from '../../core/prompts/pictureView.ts';
import type { AppError } from '../../core/errors.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import { countKnown } from '../../run/asking/countKnown.ts';
import { differenceToShipped } from '../../run/asking/differenceToShipped.ts';
import { whoKnows, type KnownPlan } from '../../run/asking/knownPlan.ts';
import type { Shipped } from '../../run/asking/shipped.ts';
import type { Store } from '../../store/store.ts';
import type { AnswerStore } from '../../store/storeApi.ts';
import type { ModelState } from './modelState.svelte.ts';
import type { RunSources, RunState } from './runState.svelte.ts';

export interface KnownServices {
  store: Promise<Store>;
  /** What came with the app. */
  shipped: Pick<Shipped, 'load' | 'problem'>;
  /** Answers that this browser computed, nothing else. */
  own: () => Promise<AnswerStore>;
}

/** What need not be asked: answers that are stored or came with the app. */
export class KnownAnswers {
  /** Why nothing came with the app. */
  problem: AppError | null = $state.raw(null);
  readonly #services: KnownServices;
  readonly #model: ModelState;
  readonly #run: RunState;
  readonly #view: () => PictureView;

  /** @param view in which pictures are to be seen, by a model that can choose */
  constructor(
    services: KnownServices,
    model: ModelState,
    run: RunState,
    view: () => PictureView = () => 'one'
  ) {
    this.#services = services;
    this.#model = model;
    this.#run = run;
    this.#view = view;
    const { shipped } = services;
    void shipped.load().then(() => (this.problem = shipped.problem));
  }

  /** How the chosen model can look at pictures, as far as it was loaded or has answered. */
  get views(): readonly PictureView[] {
    const { chosen, loaded } = this.#model;
    const models = [loaded, this.#run.answeredBy];
    return models.find((model) => model?.model === chosen)?.views ?? [];
  }

  /** Is it the chosen model, looking at pictures as is chosen now? */
  isAsked(model: LoadedModel): boolean {
    return model.model === this.#model.chosen && seenIn(model, this.#view()) === model;
  }

  /** How many of a plan's answers are there; null as long as no model is known. */
  async count(plan: AskPlan): Promise<number | null> {
    const [loaded] = await this.#models();
    return loaded ? countKnown(plan, loaded, (await this.#services.store).answers) : null;
  }

  /** Who of those whose answers stand for the chosen model's gave all of a plan's; null: nobody. */
  async whoKnows(plan: AskPlan): Promise<KnownPlan | null> {
    return this.#whoKnows(plan, await this.#models());
  }

  /** The same of a finished run, whose model is certain. */
  async givenBy(loaded: LoadedModel, plan: AskPlan): Promise<KnownPlan> {
    return (await this.#whoKnows(plan, [loaded])) ?? { loaded, source: 'stored' };
  }

  /** How far the shown answers lie from those that came with the app; null where none did. */
  async difference(variant: TextVariant): Promise<ShareDifference | null> {
    const { plan, answers } = this.#run;
    const shipped = await this.#services.shipped.load();
    if (!plan || !shipped) return null;
    return differenceToShipped(plan, [...answers.values()], shipped, variant);
  }

  /** For a run that this device is to compute, but for what it computed before. */
  async withoutShipped(): Promise<RunSources> {
    return { known: () => Promise.resolve(null), answers: await this.#services.own() };
  }

  async #whoKnows(plan: AskPlan, models: readonly LoadedModel[]): Promise<KnownPlan | null> {
    const { own, shipped } = this.#services;
    return whoKnows(plan, models, await own(), await shipped.load());
  }

  /** Whose answers stand for the chosen model's: its own; until it is loaded, those it gave before. */
  async #models(): Promise<LoadedModel[]> {
    const { loaded, chosen } = this.#model;
    const view = this.#view();
    if (loaded) return [seenIn(loaded, view)];
    const shipped = (await this.#services.shipped.load())?.header.model;
    const models = [this.#run.answeredBy, shipped];
    return models.flatMap((model) => (model?.model === chosen ? [seenIn(model, view)] : []));
  }
}
