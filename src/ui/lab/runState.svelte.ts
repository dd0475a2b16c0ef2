import { SvelteMap } from 'svelte/reactivity';
import type { ShareDifference } from '../../core/answers/shareDifference.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import { AppError } from '../../core/errors.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { DataName } from '../../core/survey/types.ts';
import type { EngineApi, LoadedModel } from '../../engine/engineApi.ts';
import type { createAsk } from '../../run/asking/ask.ts';
import type { Asking, AskProgress, AskSummary } from '../../run/asking/askApi.ts';
import type { AnswerSource, KnownPlan } from '../../run/asking/knownPlan.ts';
import { whileRunning } from '../../run/running.ts';
import type { Store } from '../../store/store.ts';
import type { AnswerStore } from '../../store/storeApi.ts';
import type { AskSpec } from './choices.ts';
import { answerMapKeyOf } from './cues.ts';
import type { LabDocument } from './labDocument.ts';

/**
 * `waiting`: the run was asked for and the model is still loading. `cancelled` and `failed` keep
 * every answer that had arrived.
 */
type RunStatus = 'idle' | 'waiting' | 'running' | 'cancelled' | 'failed' | 'done';

export interface RunServices {
  engine: EngineApi;
  store: Promise<Store>;
  createAsk: typeof createAsk;
}

interface RunHooks {
  /** Loads the model and hands it the pictures. Rejects with an `AppError`. */
  prepare: (spec: AskSpec) => Promise<LoadedModel>;
  /** The engine came back on another device. */
  onModel: (loaded: LoadedModel) => void;
  /** Writes the record down. */
  save: () => Promise<void>;
}

/** Where a run's answers may come from. */
export interface RunSources {
  /** Who gave all of them before, if anyone: then no model is loaded. Looked up once the run waits. */
  known: () => Promise<KnownPlan | null>;
  /** Instead of all that is stored or came with the app. */
  answers?: AnswerStore;
}

/** The run whose answers the Lab shows: the last one that was asked for. */
export class RunState {
  /** Null before the first run. Its cues: neutral, country, pictures. */
  plan: AskPlan | null = $state.raw(null);
  status: RunStatus = $state('idle');
  progress: AskProgress | null = $state.raw(null);
  summary: AskSummary | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** Answers of `plan`, keyed by `answerMapKey(question, cue)` (cues.ts); they arrive one by one. */
  readonly answers = new SvelteMap<string, RawAnswer>();
  /** The model that the shown answers came from. */
  answeredBy: LoadedModel | null = $state.raw(null);
  /** Where they come from; null until the run has ended. `device`: some were computed just now. */
  source: AnswerSource | null = $state(null);
  /** Asked again on this device: how far its answers lie from the shipped ones. */
  difference: ShareDifference | null = $state.raw(null);
  /** Answers a minute in the last run that computed some; for the estimate. */
  lastRate: number | null = $state(null);
  readonly busy: boolean = $derived(this.status === 'waiting' || this.status === 'running');

  /** Whose words the shown answers were asked in. */
  askedIn: DataName | null = null;
  /** Resolves when the last run has ended, in whatever `status`. */
  ended: Promise<void> = Promise.resolve();
  #spec: AskSpec | null = null;
  #asking: Asking | null = null;
  #cancelWanted = false;
  /** Resolves when it is written down what is asked. */
  #noted: Promise<void> = Promise.resolve();
  readonly #services: RunServices;
  readonly #hooks: RunHooks;

  constructor(services: RunServices, hooks: RunHooks) {
    this.#services = services;
    this.#hooks = hooks;
  }

  /** What the shown run was asked with; null before the first. */
  get spec(): AskSpec | null {
    return this.#spec;
  }

  /** What a reload needs to take the run up again; null before the first. */
  get record(): LabDocument['run'] {
    const state = this.status === 'done' ? 'done' : this.busy ? 'running' : 'cancelled';
    return this.#spec && { spec: this.#spec, state, loaded: this.answeredBy };
  }

  /**
   * Asks; resolves when the run has ended, in whatever `status`.
   */
  start(
    spec: AskSpec,
    plan: AskPlan,
    askedIn: DataName | null,
    sources: RunSources
  ): Promise<void> {
    this.#begin(spec, plan, askedIn);
    return (this.ended = whileRunning(() => this.#run(spec, plan, sources)));
  }

  async #run(spec: AskSpec, plan: AskPlan, sources: RunSources): Promise<void> {
    let known: KnownPlan | null = null;
    try {
      const answers = sources.answers ?? (await this.#services.store).answers;
      known = await sources.known();
      if (this.#cancelWanted) return;
      const loaded = known?.loaded ?? (await this.#hooks.prepare(spec));
      // Before the first answer is drawn: a page that dies later takes the run up again.
      await this.#noted;
      if (this.#cancelWanted) return;
      this.answeredBy = loaded;
      this.status = 'running';
      const { engine, createAsk } = this.#services;
      this.#asking = createAsk({ engine, answers, loaded })(plan, {
        onAnswer: (answer) => this.answers.set(answerMapKeyOf(answer), answer),
        onProgress: (progress) => {
          this.progress = progress;
          this.lastRate = progress.ratePerMinute ?? this.lastRate;
        },
        onModel: (other) => {
          this.#hooks.onModel(other);
          this.answeredBy = other;
          this.answers.clear();
        }
      });
      this.summary = await this.#asking.done;
      this.status = this.summary.cancelled ? 'cancelled' : 'done';
      this.source = this.summary.counters.jobs > 0 ? 'device' : (known?.source ?? 'stored');
    } catch (thrown) {
      const error = AppError.from(thrown);
      // Shown again without its model, a run can be incomplete: then it is one to go on with.
      const calm = error.code === 'cancelled' || known !== null;
      this.status = calm ? 'cancelled' : 'failed';
      this.error = calm ? null : error;
    } finally {
      this.#asking = null;
      await this.#hooks.save();
    }
  }

  /** Stops within one question; what was computed is kept and used by the next run. */
  cancel(): void {
    this.#cancelWanted = true;
    this.#asking?.cancel();
    if (this.status === 'waiting') this.status = 'cancelled';
  }

  #begin(spec: AskSpec, plan: AskPlan, askedIn: DataName | null): void {
    this.#cancelWanted = false;
    this.#spec = spec;
    this.askedIn = askedIn;
    this.plan = plan;
    this.answers.clear();
    this.progress = null;
    this.summary = null;
    this.error = null;
    this.source = null;
    this.difference = null;
    this.status = 'waiting';
    this.#noted = this.#hooks.save();
  }
}
