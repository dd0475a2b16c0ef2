import { AppError } from '../../core/errors.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import type { GenerateJob, PictureId, PromptJob } from '../../core/prompts/types.ts';
import {
  NOTHING_DONE,
  type Concept,
  type EngineStats,
  type Generated,
  type LoadedModel,
  type LoadOptions,
  type LoadProgress,
  type RevivableEngine,
  type RunCounters
} from '../../engine/engineApi.ts';
import { PROBE_STEPS, type ProbeStep } from '../../servers/types.ts';
import { WorkerBridge } from '../../workers/bridge.ts';
import type { Calls } from '../../workers/connection.ts';
import { demandOwnPolicy } from './ownPolicy.ts';
import script from './served.worker.ts?worker&url';
import type { ServedWorker, ServerWait, WantedServer } from './servedWorker.ts';

export interface ServedEngineServices {
  /** Where a served model is asked. @throws AppError `server-unknown` */
  find: (model: string) => Promise<WantedServer>;
  /** A model was loaded; it may have been found otherwise than before. */
  onLoaded?: (loaded: LoadedModel, server: WantedServer) => Promise<void>;
  /** The server does not answer now; null: it does again, or the run is over. */
  onWait?: (wait: ServerWait | null) => void;
}

/** A model on a server of this computer, as the page asks it: `EngineClient` for those elsewhere. */
export class ServedEngine implements RevivableEngine {
  readonly #services: ServedEngineServices;
  readonly #bridge = new WorkerBridge<ServedWorker>({
    name: 'served model',
    start: () => new Worker(script, { type: 'module' }),
    prepare: (worker) => this.#restore(worker),
    faultOf: () => new AppError('engine-crashed')
  });
  #opened: { server: WantedServer; loaded: LoadedModel } | null = null;
  readonly #pictures = new Map<PictureId, Blob>();
  #cancels = { load: 0, run: 0 };

  constructor(services: ServedEngineServices) {
    this.#services = services;
  }

  /** Recognises and probes a server that is not known yet. */
  async probe(server: WantedServer, onStep: (step: ProbeStep) => void): Promise<LoadedModel> {
    await demandOwnPolicy(script);
    this.#opened = null;
    const loaded = await this.#bridge.call((worker) => this.#open(worker, server, onStep));
    this.#opened = { server, loaded };
    return loaded;
  }

  /** @throws AppError `server-other-model` where the server has another one by now; as `open` */
  async load(
    { model }: LoadOptions,
    onProgress: (progress: LoadProgress) => void
  ): Promise<LoadedModel> {
    const cancels = this.#cancels.load;
    const server = await this.#services.find(model);
    if (this.#cancels.load !== cancels) throw new AppError('cancelled');
    const loaded = await this.probe(server, (step) =>
      onProgress({
        phase: 'self-check',
        file: step,
        loadedBytes: PROBE_STEPS.indexOf(step),
        totalBytes: PROBE_STEPS.length
      })
    );
    if (loaded.model !== model) {
      this.#opened = null;
      throw new AppError('server-other-model', { model, found: loaded.model });
    }
    await this.#services.onLoaded?.(loaded, server);
    return loaded;
  }

  async revive(): Promise<LoadedModel> {
    await this.#bridge.call(async () => undefined);
    if (!this.#opened) throw new AppError('no-model');
    return this.#opened.loaded;
  }

  async cancelLoad(): Promise<void> {
    this.#cancels.load += 1;
    await this.#bridge.tell((worker) => worker.cancelOpen());
  }

  async addPicture(picture: PictureId, file: Blob): Promise<void> {
    this.#pictures.set(picture, file);
    await this.#bridge.tell((worker) => worker.addPicture(picture, file));
  }

  async dropPicture(picture: PictureId): Promise<void> {
    this.#pictures.delete(picture);
    await this.#bridge.tell((worker) => worker.dropPicture(picture));
  }

  /** A server names none. */
  concepts(): Promise<Concept[] | null> {
    return Promise.resolve(null);
  }

  score(
    jobs: PromptJob[],
    onScore: (index: number, score: PromptScore) => void
  ): Promise<RunCounters> {
    return this.#run(
      () => ({ ...NOTHING_DONE }),
      (worker) =>
        worker.score(jobs, (index, score) => {
          this.#services.onWait?.(null);
          onScore(index, score);
        })
    );
  }

  generate(job: GenerateJob): Promise<Generated> {
    return this.#run(
      () => ({ text: '', ids: [], ended: 'cancelled', counters: { ...NOTHING_DONE } }),
      (worker) => worker.generate(job)
    );
  }

  async cancel(): Promise<void> {
    this.#cancels.run += 1;
    await this.#bridge.tell((worker) => worker.cancel());
  }

  /** Ends the worker: a fresh one is as good. */
  async dispose(): Promise<void> {
    this.#opened = null;
    this.#pictures.clear();
    this.#bridge.end();
  }

  stats(): Promise<EngineStats> {
    return this.#bridge.calls.stats();
  }

  async #run<T>(nothing: () => T, work: (worker: Calls<ServedWorker>) => Promise<T>): Promise<T> {
    const cancels = this.#cancels.run;
    try {
      return await this.#bridge.call(async (worker) =>
        this.#cancels.run === cancels ? work(worker) : nothing()
      );
    } finally {
      this.#services.onWait?.(null);
    }
  }

  async #restore(worker: Calls<ServedWorker>): Promise<void> {
    const before = this.#opened;
    if (!before) return;
    const loaded = await this.#open(worker, before.server, () => undefined);
    if (loaded.manifestHash !== before.loaded.manifestHash) {
      throw new AppError('server-changed', { server: before.server.url });
    }
  }

  async #open(
    worker: Calls<ServedWorker>,
    server: WantedServer,
    onStep: (step: ProbeStep) => void
  ): Promise<LoadedModel> {
    const loaded = await worker.open(server, onStep, (wait) => this.#services.onWait?.(wait));
    for (const [picture, file] of this.#pictures) await worker.addPicture(picture, file);
    return loaded;
  }
}
