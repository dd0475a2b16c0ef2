import { AppError } from '../core/errors.ts';
import type { GenerateJob, PictureId, PromptJob } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';
import {
  NOTHING_DONE,
  type Concept,
  type EngineStats,
  type Generated,
  type GenerateOptions,
  type LoadedModel,
  type LoadOptions,
  type LoadProgress,
  type RunCounters,
  type RevivableEngine,
  type ScoreOptions
} from './engineApi.ts';
import { sameAnswers } from './sameAnswers.ts';
import { LoadWatch } from './watch/loadWatch.ts';
import { WorkerBridge } from '../workers/bridge.ts';
import type { Calls } from '../workers/connection.ts';
import type { WorkerEngine } from './workerEngine.ts';

type Refused = LoadedModel['refused'];

/**
 * The engine as the page sees it. Runs in a worker that may die (memory, a lost device, a fault in
 * the runtime): then every pending call rejects with `engine-crashed`, and the next call starts a
 * fresh worker, loads the same model and hands it the same pictures.
 */
export class EngineClient implements RevivableEngine {
  readonly #bridge = new WorkerBridge<WorkerEngine>({
    name: 'model',
    start: () => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' }),
    prepare: (engine) => this.#restore(engine),
    faultOf: () => new AppError('engine-crashed'),
    // A heap that ran full or a device that went away stays unusable.
    fatal: ['out-of-memory', 'device-lost', 'fresh-worker']
  });
  readonly #base: string;
  #loaded: { options: LoadOptions; description: LoadedModel } | null = null;
  /** What would not run before is not tried again. */
  #refused: Refused | undefined;
  /** The model came back on another device than the caller knows of. */
  #stale = false;
  #pictures = new Map<PictureId, Blob>();
  /** How often `cancelLoad` and `cancel` were called: a call that has yet to reach the worker looks. */
  #cancels = { load: 0, run: 0 };
  /** Of the loads that are under way. */
  readonly #watches = new Set<LoadWatch>();
  /** What workers were ended with that were stuck in a load. */
  readonly #givenUp = new WeakSet<AppError>();

  /** @param base address of the app's own folder; models and runtime lie below it. */
  constructor(base = new URL(import.meta.env.BASE_URL, document.baseURI).href) {
    this.#base = base;
  }

  async load(
    { model, device, threads, view }: LoadOptions,
    onProgress: (progress: LoadProgress) => void
  ): Promise<LoadedModel> {
    this.#loaded = null;
    this.#stale = false;
    this.#refused = undefined;
    const options = { model, device, ...(threads && { threads }), ...(view && { view }) };
    const cancels = this.#cancels.load;
    return this.#call((engine) => {
      if (this.#cancels.load !== cancels) throw new AppError('cancelled');
      return this.#load(engine, options, onProgress);
    });
  }

  /**
   * The loaded model. After a crash it is loaded anew in a fresh worker: if its device is gone, on
   * the next one, whose answers are other answers (`device` says so).
   * @throws AppError `no-model`, and as `load`
   */
  async revive(): Promise<LoadedModel> {
    await this.#call(async () => undefined);
    if (!this.#loaded) throw new AppError('no-model');
    this.#stale = false;
    return this.#loaded.description;
  }

  async cancelLoad(): Promise<void> {
    this.#cancels.load += 1;
    for (const watch of this.#watches) watch.cancel();
    await this.#bridge.tell((engine) => engine.cancelLoad());
  }

  async addPicture(picture: PictureId, file: Blob): Promise<void> {
    await this.#call((engine) => engine.addPicture(picture, file));
    this.#pictures.set(picture, file);
  }

  async dropPicture(picture: PictureId): Promise<void> {
    this.#pictures.delete(picture);
    await this.#bridge.tell((engine) => engine.dropPicture(picture));
  }

  concepts(picture: PictureId): Promise<Concept[] | null> {
    return this.#call((engine) => engine.concepts(picture));
  }

  score(
    jobs: PromptJob[],
    onScore: (index: number, score: PromptScore) => void,
    options: ScoreOptions = {}
  ): Promise<RunCounters> {
    const cancels = this.#cancels.run;
    return this.#call(async (engine) => {
      if (this.#cancels.run !== cancels) return { ...NOTHING_DONE };
      // Its scores would be kept as those of the device before.
      if (this.#stale) throw new AppError('device-lost');
      return engine.score(jobs, onScore, options);
    });
  }

  generate(job: GenerateJob, options: GenerateOptions = {}): Promise<Generated> {
    const cancels = this.#cancels.run;
    return this.#call(async (engine) => {
      if (this.#cancels.run !== cancels) {
        return { text: '', ids: [], ended: 'cancelled', counters: { ...NOTHING_DONE } };
      }
      if (this.#stale) throw new AppError('device-lost');
      return engine.generate(job, options);
    });
  }

  async cancel(): Promise<void> {
    this.#cancels.run += 1;
    await this.#bridge.tell((engine) => engine.cancel());
  }

  async dispose(): Promise<void> {
    this.#loaded = null;
    this.#pictures.clear();
    await this.#bridge.tell((engine) => engine.dispose());
  }

  stats(): Promise<EngineStats> {
    return this.#call((engine) => engine.stats());
  }

  /** Ends the worker at once. Pending calls reject; the next call starts a fresh one. */
  terminate(): void {
    this.#bridge.end(new AppError('engine-crashed'));
  }

  /**
   * Begins anew, in a fresh worker, where a load needs another runtime than its worker's, or the
   * worker was stuck in somebody else's load.
   */
  async #call<T>(method: (engine: Calls<WorkerEngine>) => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await this.#bridge.call(method);
      } catch (thrown) {
        const error = AppError.from(thrown);
        const { code, params } = error;
        if (this.#givenUp.has(error)) continue;
        if (code !== 'fresh-worker') throw thrown;
        this.#refused = JSON.parse(String(params.refused)) as Refused;
      }
    }
  }

  /** Gives a fresh worker the model and the pictures that the last one had. */
  async #restore(engine: Calls<WorkerEngine>): Promise<void> {
    await engine.open(this.#base);
    const before = this.#loaded;
    if (before) {
      const description = await this.#load(engine, before.options, () => undefined);
      this.#stale ||= !sameAnswers(description, before.description);
    }
    for (const [picture, file] of this.#pictures) await engine.addPicture(picture, file);
  }

  async #load(
    engine: Calls<WorkerEngine>,
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void
  ): Promise<LoadedModel> {
    const refused = this.#refused;
    const description = await this.#watched(options.model, (heard) =>
      engine.load({ ...options, ...(refused && { refused }) }, (progress) => {
        heard(progress);
        onProgress(progress);
      })
    );
    this.#loaded = { options, description };
    this.#refused = description.device === 'wasm' ? description.refused : undefined;
    return description;
  }

  /** A load whose worker is ended where a stage of it does not come to an end. */
  async #watched<T>(
    model: string,
    load: (heard: (progress: LoadProgress) => void) => Promise<T>
  ): Promise<T> {
    const watch = new LoadWatch({
      model,
      end: (fault) => {
        this.#givenUp.add(fault);
        this.#bridge.end(fault);
      }
    });
    this.#watches.add(watch);
    try {
      return await load((progress) => watch.heard(progress));
    } catch (thrown) {
      const { fault } = watch;
      throw fault ? new AppError(fault.code, fault.params) : thrown;
    } finally {
      watch.stop();
      this.#watches.delete(watch);
    }
  }
}
