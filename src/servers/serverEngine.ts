import { AppError } from '../core/errors.ts';
import type { PromptScore } from '../core/answers/types.ts';
import { seededRandom, shuffle } from '../core/inference/random.ts';
import type { GenerateJob, PictureId, PromptJob } from '../core/prompts/types.ts';
import type {
  EngineStats,
  Generated,
  LoadedModel,
  RevivableEngine,
  RunCounters
} from '../engine/engineApi.ts';
import { faultKind } from './faults.ts';
import type { Wait } from './link.ts';
import { turnsOf } from './markedChat.ts';
import { PictureUrls, type DrawControl } from './pictureUrls.ts';
import { loadedFrom } from './provenance.ts';
import { Scheduler, type Task } from './scheduler.ts';
import type { AskOptions, Connection, Dialect, TurnPrompt } from './types.ts';

/** A prompt that can never be answered, and why. */
export interface Hole {
  job: PromptJob | GenerateJob;
  error: AppError;
}

export interface ServerEngineOptions {
  /** Draws blank and shuffled pictures. */
  draw: DrawControl;
  /** Requests at a time and server; absent: found by measuring, 64 at most. */
  inFlight?: number;
  /** Of prompts: by prefix and picture, or by chance, which only a benchmark wants. */
  order?: 'grouped' | 'shuffled';
  /** Milliseconds without any answer after which a server is given up; absent: 15 minutes. */
  patienceMs?: number;
  /** Of the first pause after a fault; a parameter for tests. */
  pauseMs?: number;
  onWait?: (wait: Wait) => void;
}

/** An engine whose model runs elsewhere. */
export interface ServerEngine extends RevivableEngine {
  /** Prompts that got no answer and never will, in the order in which that was found. */
  readonly holes: readonly Hole[];
  /** Requests that answers took, prompts that were asked again, requests that may be under way. */
  readonly traffic: { requests: number; retries: number; inFlight: number };
  /** Begins nothing further and lets end what is under way; `cancel` breaks that off. */
  finish(): void;
}

const PATIENCE_MS = 15 * 60_000;

/**
 * The engine of a model that one or more servers serve: the same to all that ask as the page's own.
 * Scores arrive in the order of the servers' answers. A prompt that can never succeed gets no score:
 * it is a hole, and its answer stays missing.
 * @param connections of one model; at least one
 * @throws AppError `servers-differ` where two serve other models, or the same otherwise
 */
export async function createServerEngine(
  connections: readonly Connection[],
  options: ServerEngineOptions
): Promise<ServerEngine> {
  const [loaded, ...others] = await Promise.all(connections.map(loadedFrom));
  const other = others.find(({ manifestHash }) => manifestHash !== loaded?.manifestHash);
  if (!loaded || other) {
    throw new AppError('servers-differ', { first: nameOf(loaded), other: nameOf(other) });
  }
  return new ServedModel(connections, loaded, options);
}

function nameOf(loaded: LoadedModel | undefined): string {
  return loaded ? `${loaded.model} (${loaded.adapter})` : '';
}

class ServedModel implements ServerEngine {
  readonly holes: Hole[] = [];
  readonly #loaded: LoadedModel;
  readonly #pictures: PictureUrls;
  readonly #scheduler: Scheduler;
  readonly #order: ServerEngineOptions['order'];
  readonly #running = new Set<ReturnType<Scheduler['run']>>();
  #requests = 0;

  constructor(
    connections: readonly Connection[],
    loaded: LoadedModel,
    { draw, order, patienceMs = PATIENCE_MS, ...options }: ServerEngineOptions
  ) {
    this.#loaded = loaded;
    this.#order = order;
    this.#pictures = new PictureUrls(draw);
    const busy = ({ code, params }: AppError) =>
      code === 'server-busy' && Number(params.status) < 500;
    this.#scheduler = new Scheduler(connections, {
      ...options,
      patienceMs,
      kindOf,
      busy,
      slow: ({ code }) => code === 'server-slow'
    });
  }

  get traffic() {
    const { retries, inFlight } = this.#scheduler;
    return { requests: this.#requests, retries, inFlight };
  }

  load = async () => this.#loaded;
  revive = async () => this.#loaded;
  cancelLoad = async () => undefined;
  concepts = async () => null;

  async addPicture(picture: PictureId, file: Blob): Promise<void> {
    this.#pictures.add(picture, file);
  }

  async dropPicture(picture: PictureId): Promise<void> {
    this.#pictures.drop(picture);
  }

  async score(
    jobs: readonly PromptJob[],
    onScore: (index: number, score: PromptScore) => void
  ): Promise<RunCounters> {
    const places = Array.from(jobs.keys());
    const shuffled = this.#order === 'shuffled';
    if (shuffled) shuffle(places, seededRandom(1));
    const before = this.#requests;
    let done = 0;
    const tasks = places.map((place) => {
      const job = jobs[place] as PromptJob;
      const ask = this.#asking(job, (dialect, turns, asked) =>
        dialect.score(turns, job.targets, asked).then(({ requests, ...score }) => {
          this.#requests += requests;
          done += 1;
          onScore(place, score);
        })
      );
      return shuffled ? { ...ask, group: `${place}` } : ask;
    });
    const cancelled = await this.#run(tasks);
    return this.#counters(tasks, before, done, cancelled);
  }

  async generate(job: GenerateJob): Promise<Generated> {
    const before = this.#requests;
    let written = { text: '', cut: false };
    let done = 0;
    const task = this.#asking(job, (dialect, turns, asked) =>
      dialect.write(turns, job.maxTokens, asked).then((answer) => {
        this.#requests += 1;
        done = 1;
        written = answer;
      })
    );
    const stopped = await this.#run([task]);
    const ended = done === 0 ? 'cancelled' : written.cut ? 'length' : 'end-of-turn';
    const counters = this.#counters([task], before, done, stopped || done === 0);
    return { text: written.text, ids: [], ended, counters };
  }

  async cancel(): Promise<void> {
    for (const run of this.#running) run.stop();
  }

  finish(): void {
    for (const run of this.#running) run.stop(true);
  }

  async dispose(): Promise<void> {
    await this.cancel();
    this.#pictures.clear();
  }

  async stats(): Promise<EngineStats> {
    return { liveTensors: 0, prefixes: 0, pictures: this.#pictures.size };
  }

  /** @throws AppError where the prompt is none for a server */
  #asking(
    job: PromptJob | GenerateJob,
    ask: (dialect: Dialect, turns: TurnPrompt, options: AskOptions) => Promise<void>
  ): Task {
    const { prefix, suffix, picture } = job;
    const turns = turnsOf(prefix + suffix, picture);
    return {
      group: `${picture ?? ''} ${prefix}`,
      ask: async ({ dialect }, slot, signal) => {
        const url = picture === null ? undefined : await this.#pictures.urlOf(picture);
        const pictures = (id: PictureId) => (id === picture ? url : undefined);
        await ask(dialect, turns, { pictures, signal, ...(slot !== undefined && { slot }) });
      },
      hole: (error) => this.holes.push({ job, error })
    };
  }

  /** @returns whether it was stopped */
  async #run(tasks: readonly Task[]): Promise<boolean> {
    const run = this.#scheduler.run(tasks);
    this.#running.add(run);
    try {
      return (await run.done) === 'stopped';
    } finally {
      this.#running.delete(run);
    }
  }

  #counters(tasks: readonly Task[], before: number, jobs: number, cancelled: boolean): RunCounters {
    return {
      prefixes: new Set(tasks.map(({ group }) => group)).size,
      encoderRuns: 0,
      prefillTokens: 0,
      decoderCalls: this.#requests - before,
      jobs,
      cancelled
    };
  }
}

/** A picture that cannot be drawn or is not there will not come by waiting. */
function kindOf(error: AppError) {
  return error.code.startsWith('picture-') ? 'never' : faultKind(error);
}
