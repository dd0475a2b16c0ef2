import { AppError } from '../core/errors.ts';
import type { GenerateJob, PictureId, PromptJob } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type {
  Concept,
  EngineStats,
  Generated,
  GenerateOptions,
  LoadedModel,
  LoadProgress,
  RunCounters,
  Runner,
  ScoreOptions
} from './engineApi.ts';
import { toFault } from './faults.ts';
import { loadModel, type Loaded } from './loader.ts';
import { workSince, type ModelSession } from './session.ts';
import { TensorLedger } from './tensor.ts';
import type { WorkerEngine, WorkerLoadOptions } from './workerEngine.ts';

/** The engine inside the worker. One model at a time; the runtime takes one call at a time. */
export class Engine implements WorkerEngine {
  #base = '';
  #loaded: Loaded | null = null;
  #loading: AbortController | null = null;
  #deviceLost = false;
  /** Pictures outlive models: the next model finds what was handed over before. */
  #pictures = new Map<PictureId, Blob>();
  #runs = new Set<{ cancelled: boolean }>();
  /** Tail of the queue of calls into the runtime; between packs of a run others get their turn. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #ledger = new TensorLedger();

  async open(base: string): Promise<void> {
    this.#base = base;
  }

  async load(
    options: WorkerLoadOptions,
    onProgress: (progress: LoadProgress) => void
  ): Promise<LoadedModel> {
    await this.cancel();
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    return this.#inTurn(async () => {
      await this.#close();
      loading.signal.throwIfAborted();
      const loaded = await loadModel({
        ...options,
        base: this.#base,
        ledger: this.#ledger,
        pictures: this.#pictures,
        onProgress,
        signal: loading.signal
      });
      this.#loaded = loaded;
      this.#deviceLost = false;
      void loaded.gpu?.lost.then(() => {
        if (this.#loaded === loaded) this.#deviceLost = true;
      });
      return loaded.description;
    });
  }

  async cancelLoad(): Promise<void> {
    this.#loading?.abort();
  }

  addPicture(picture: PictureId, file: Blob): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#loaded) await this.#loaded.session.pictures.add(picture, file);
      else this.#pictures.set(picture, file);
    });
  }

  dropPicture(picture: PictureId): Promise<void> {
    return this.#inTurn(async () => {
      this.#pictures.delete(picture);
      this.#loaded?.session.dropPicture(picture);
    });
  }

  concepts(picture: PictureId): Promise<Concept[] | null> {
    return this.#inTurn(async () => {
      const { model, pictures } = this.#session;
      return model.pictures && (await pictures.encoded(picture)).concepts;
    });
  }

  async score(
    jobs: PromptJob[],
    onScore: (index: number, score: PromptScore) => unknown,
    { runner, packTokens }: ScoreOptions = {}
  ): Promise<RunCounters> {
    const run = { cancelled: false };
    this.#runs.add(run);
    try {
      const session = this.#sessionFor(runner);
      const before = { ...session.work };
      const prepared = await this.#inTurnOf(session, () => session.prepare(jobs));
      const delivered: unknown[] = [];
      let done = 0;
      while (done < prepared.length && !run.cancelled) {
        const scores = await this.#inTurnOf(session, () =>
          session.scoreNext(prepared.slice(done), runner, packTokens)
        );
        for (const score of scores) delivered.push(onScore(done++, score));
        await eventLoop();
      }
      // Callbacks travel apart from the answer: without waiting, the last would come after it.
      await Promise.all(delivered);
      return { ...workSince(before, session.work), jobs: done, cancelled: run.cancelled };
    } finally {
      this.#runs.delete(run);
    }
  }

  async generate(job: GenerateJob, { runner }: GenerateOptions = {}): Promise<Generated> {
    const run = { cancelled: false };
    this.#runs.add(run);
    try {
      const session = this.#sessionFor(runner);
      const before = { ...session.work };
      const prompt = await this.#inTurnOf(session, () => session.prepareAnswer(job));
      const answer = session.beginAnswer(prompt, job.maxTokens, runner);
      try {
        while (!answer.ended && !run.cancelled) {
          await this.#inTurnOf(session, () => answer.step());
          await eventLoop();
        }
      } finally {
        await this.#inTurn(async () => session.endAnswer(answer));
      }
      const cancelled = answer.ended === null;
      return {
        text: session.textOf(answer.ids),
        ids: answer.ids,
        ended: answer.ended ?? 'cancelled',
        counters: { ...workSince(before, session.work), jobs: cancelled ? 0 : 1, cancelled }
      };
    } finally {
      this.#runs.delete(run);
    }
  }

  async cancel(): Promise<void> {
    for (const run of this.#runs) run.cancelled = true;
  }

  async dispose(): Promise<void> {
    await this.cancel();
    await this.cancelLoad();
    await this.#inTurn(() => this.#close());
    this.#pictures.clear();
  }

  async stats(): Promise<EngineStats> {
    return {
      liveTensors: this.#ledger.size,
      prefixes: this.#loaded?.session.prefixes.size ?? 0,
      pictures: this.#pictures.size
    };
  }

  get #session() {
    if (!this.#loaded) throw new AppError('no-model');
    return this.#loaded.session;
  }

  #sessionFor(runner: Runner | undefined): ModelSession {
    const session = this.#session;
    if (runner && !session.runners.includes(runner)) {
      throw new AppError('runner-unavailable', { runner });
    }
    return session;
  }

  /** A piece of a run's work; refused where another model came in between. */
  async #inTurnOf<T>(session: ModelSession, work: () => Promise<T>): Promise<T> {
    const result = await this.#inTurn(() => {
      if (this.#loaded?.session !== session) throw new AppError('cancelled');
      return work();
    });
    if (this.#deviceLost) throw new AppError('device-lost');
    return result;
  }

  async #close(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = null;
    await loaded?.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work).catch((thrown: unknown) => {
      throw toFault(thrown, this.#deviceLost);
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Lets messages in: a cancel, another call. Not by a timer: those are throttled in hidden tabs. */
function eventLoop(): Promise<void> {
  return new Promise((go) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(null);
  });
}
