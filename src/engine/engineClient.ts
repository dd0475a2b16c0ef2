import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { AppError } from '../core/errors.ts';
import type { GenerateJob, PictureId, PromptJob } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type {
  Concept,
  EngineStats,
  Generated,
  GenerateOptions,
  LoadedModel,
  LoadOptions,
  LoadProgress,
  RunCounters,
  RevivableEngine,
  ScoreOptions
} from './engineApi.ts';
import { sameAnswers } from './sameAnswers.ts';
import type { WorkerEngine } from './workerEngine.ts';

interface Connection {
  worker: Worker;
  engine: Remote<WorkerEngine>;
  /** Rejects when the worker is gone; every pending call races against it. */
  gone: Promise<never>;
  fail(error: AppError): void;
}

type Refused = LoadedModel['refused'];

/** A run that was cancelled before the worker stood ready. */
const NOTHING_DONE: RunCounters = {
  prefixes: 0,
  encoderRuns: 0,
  prefillTokens: 0,
  decoderCalls: 0,
  jobs: 0,
  cancelled: true
};

/**
 * The engine as the page sees it. Runs in a worker that may die (memory, a lost device, a fault in
 * the runtime): then every pending call rejects with `engine-crashed`, and the next call starts a
 * fresh worker, loads the same model and hands it the same pictures.
 */
export class EngineClient implements RevivableEngine {
  /** The promise is kept, and forgotten on failure, so that the next call tries again. */
  #connection: Promise<Connection> | null = null;
  #live: Connection | null = null;
  #loaded: { options: LoadOptions; description: LoadedModel } | null = null;
  /** The model came back on another device than the caller knows of. */
  #stale = false;
  #pictures = new Map<PictureId, Blob>();
  /** How often `cancelLoad` and `cancel` were called: a call that has yet to reach the worker looks. */
  #cancels = { load: 0, run: 0 };
  readonly #base: string;

  /** @param base address of the app's own folder; models and runtime lie below it. */
  constructor(base = new URL(import.meta.env.BASE_URL, document.baseURI).href) {
    this.#base = base;
  }

  async load(
    options: LoadOptions,
    onProgress: (progress: LoadProgress) => void
  ): Promise<LoadedModel> {
    this.#loaded = null;
    this.#stale = false;
    const { model, device, threads } = options;
    const plain = { model, device, ...(threads && { threads }) };
    const cancels = this.#cancels.load;
    let refused: Refused | undefined;
    for (;;) {
      try {
        const description = await this.#call((engine) => {
          if (this.#cancels.load !== cancels) throw new AppError('cancelled');
          return engine.load({ ...plain, ...(refused && { refused }) }, proxy(onProgress));
        });
        this.#loaded = { options: plain, description };
        return description;
      } catch (thrown) {
        const wanted = wantsFreshWorker(thrown);
        if (!wanted) throw thrown;
        refused = wanted.refused;
        this.#live?.fail(new AppError('engine-crashed'));
      }
    }
  }

  /**
   * The loaded model. After a crash it is loaded anew in a fresh worker: if its device is gone, on
   * the next one, whose answers are other answers (`device` says so).
   * @throws AppError `no-model`, and as `load`
   */
  async revive(): Promise<LoadedModel> {
    await this.#connect();
    if (!this.#loaded) throw new AppError('no-model');
    this.#stale = false;
    return this.#loaded.description;
  }

  async cancelLoad(): Promise<void> {
    this.#cancels.load += 1;
    await this.#tell((engine) => engine.cancelLoad());
  }

  async addPicture(picture: PictureId, file: Blob): Promise<void> {
    await this.#call((engine) => engine.addPicture(picture, file));
    this.#pictures.set(picture, file);
  }

  async dropPicture(picture: PictureId): Promise<void> {
    this.#pictures.delete(picture);
    await this.#tell((engine) => engine.dropPicture(picture));
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
      return engine.score(jobs, proxy(onScore), options);
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
    await this.#tell((engine) => engine.cancel());
  }

  async dispose(): Promise<void> {
    this.#loaded = null;
    this.#pictures.clear();
    await this.#tell((engine) => engine.dispose());
  }

  stats(): Promise<EngineStats> {
    return this.#call((engine) => engine.stats());
  }

  /** Ends the worker at once. Pending calls reject; the next call starts a fresh one. */
  terminate(): void {
    this.#live?.fail(new AppError('engine-crashed'));
  }

  /** Says something to the worker that there is; without one there is nothing to say it to. */
  async #tell(method: (engine: Remote<WorkerEngine>) => Promise<void>): Promise<void> {
    const live = this.#live;
    if (live) await Promise.race([method(live.engine), live.gone.catch(() => undefined)]);
  }

  async #call<T>(method: (engine: Remote<WorkerEngine>) => Promise<T>): Promise<T> {
    const connection = await this.#connect();
    try {
      return await Promise.race([method(connection.engine), connection.gone]);
    } catch (thrown) {
      const error = AppError.from(thrown);
      // A heap that ran full or a device that went away stays unusable: start over next time.
      if (error.code === 'out-of-memory' || error.code === 'device-lost') {
        connection.fail(new AppError('engine-crashed'));
      }
      throw error;
    }
  }

  #connect(): Promise<Connection> {
    this.#connection ??= this.#start().catch((thrown: unknown) => {
      this.#live?.fail(new AppError('engine-crashed'));
      this.#connection = null;
      throw AppError.from(thrown);
    });
    return this.#connection;
  }

  /** A worker with the model and the pictures that the last one had. */
  async #start(): Promise<Connection> {
    // What would not run before is not tried again.
    let refused =
      this.#loaded?.description.device === 'wasm' ? this.#loaded.description.refused : undefined;
    for (;;) {
      const connection = await this.#open();
      try {
        await this.#restore(connection, refused);
        return connection;
      } catch (thrown) {
        const wanted = wantsFreshWorker(thrown);
        if (!wanted) throw thrown;
        refused = wanted.refused;
        // Not the end of the start that others wait for: only of this worker.
        this.#live = null;
        connection.fail(new AppError('engine-crashed'));
      }
    }
  }

  async #open(): Promise<Connection> {
    const connection = this.#spawn();
    this.#live = connection;
    const lock = `engine-${crypto.randomUUID()}`;
    const { engine, gone } = connection;
    await Promise.race([engine.open(this.#base, lock), gone]);
    // The worker holds this lock as long as it lives: getting it means that the worker is dead.
    void navigator.locks?.request(lock, () => connection.fail(new AppError('engine-crashed')));
    return connection;
  }

  async #restore({ engine, gone }: Connection, refused: Refused | undefined): Promise<void> {
    const before = this.#loaded;
    if (before) {
      const options = { ...before.options, ...(refused && { refused }) };
      const quiet = proxy(() => undefined);
      const description = await Promise.race([engine.load(options, quiet), gone]);
      this.#stale ||= !sameAnswers(description, before.description);
      this.#loaded = { options: before.options, description };
    }
    for (const [picture, file] of this.#pictures) {
      await Promise.race([engine.addPicture(picture, file), gone]);
    }
  }

  #spawn(): Connection {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
    const engine = wrap<WorkerEngine>(worker);
    let reject: (error: AppError) => void = () => undefined;
    const gone = new Promise<never>((_, no) => (reject = no));
    gone.catch(() => undefined);
    let failed = false;
    const connection: Connection = {
      worker,
      engine,
      gone,
      fail: (error) => {
        // A worker that was ended on purpose gives up its lock too, which calls again.
        if (failed) return;
        failed = true;
        reject(error);
        worker.terminate();
        engine[releaseProxy]();
        if (this.#live === connection) {
          this.#live = null;
          this.#connection = null;
        }
      }
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      connection.fail(new AppError('engine-crashed'));
    });
    return connection;
  }
}

/** What a load that needs another runtime than its worker's says; null for any other fault. */
function wantsFreshWorker(thrown: unknown): { refused: Refused } | null {
  const { code, params } = AppError.from(thrown);
  return code === 'fresh-worker'
    ? { refused: JSON.parse(String(params.refused)) as Refused }
    : null;
}
