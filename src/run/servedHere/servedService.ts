import { AppError } from '../../core/errors.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import type { GenerateJob, PictureId, PromptJob } from '../../core/prompts/types.ts';
import type {
  EngineStats,
  Generated,
  LoadedModel,
  Reason,
  RunCounters
} from '../../engine/engineApi.ts';
import { connect } from '../../servers/connect.ts';
import { createServerEngine, type ServerEngine } from '../../servers/serverEngine.ts';
import type { ProbeStep } from '../../servers/types.ts';
import { drawControl } from './drawing.ts';
import { loopbackUrl } from './loopbackUrl.ts';
import type { ServedWorker, ServerWait, WantedServer } from './servedWorker.ts';

/** Inside the worker: one server at a time, asked as an engine is. */
export class ServedService implements ServedWorker {
  #engine: ServerEngine | null = null;
  #opening: AbortController | null = null;

  async open(
    { url, key, model }: WantedServer,
    onStep: (step: ProbeStep) => void,
    onWait: (wait: ServerWait) => void
  ): Promise<LoadedModel> {
    await this.#engine?.dispose();
    this.#engine = null;
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    try {
      // Not the page's word alone: what is no address of this computer gets no request from here.
      const address = { url: loopbackUrl(url), ...(key && { key }) };
      const options = { signal: opening.signal, onStep, ...(model && { model }) };
      const connection = await connect(address, options);
      opening.signal.throwIfAborted();
      this.#engine = await createServerEngine([connection], {
        draw: drawControl,
        onWait: ({ error, pauseMs }) => onWait({ reason: reasonOf(error), pauseMs })
      });
      return await this.#engine.revive();
    } catch (thrown) {
      throw opening.signal.aborted ? new AppError('cancelled') : thrown;
    }
  }

  async cancelOpen(): Promise<void> {
    this.#opening?.abort();
  }

  addPicture(picture: PictureId, file: Blob): Promise<void> {
    return this.#opened().addPicture(picture, file);
  }

  async dropPicture(picture: PictureId): Promise<void> {
    await this.#engine?.dropPicture(picture);
  }

  async score(
    jobs: PromptJob[],
    onScore: (index: number, score: PromptScore) => void
  ): Promise<RunCounters> {
    const engine = this.#opened();
    const before = engine.holes.length;
    const counters = await engine.score(jobs, onScore);
    const holes = engine.holes.slice(before).map(({ error }) => reasonOf(error));
    return holes.length > 0 ? { ...counters, holes } : counters;
  }

  async generate(job: GenerateJob): Promise<Generated> {
    const engine = this.#opened();
    const before = engine.holes.length;
    const generated = await engine.generate(job);
    const holes = engine.holes.slice(before).map(({ error }) => reasonOf(error));
    if (holes.length === 0) return generated;
    return { ...generated, counters: { ...generated.counters, holes } };
  }

  async cancel(): Promise<void> {
    await this.#engine?.cancel();
  }

  async dispose(): Promise<void> {
    await this.#engine?.dispose();
    this.#engine = null;
  }

  async stats(): Promise<EngineStats> {
    return this.#opened().stats();
  }

  #opened(): ServerEngine {
    if (!this.#engine) throw new AppError('no-model');
    return this.#engine;
  }
}

const reasonOf = ({ code, params }: AppError): Reason => ({ code, params });
