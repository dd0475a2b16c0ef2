import type { GenerateJob, PictureId, PromptJob } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { Device, Runner } from './engineApi.ts';
import { noWork, type Work } from './counters.ts';
import { closingId } from './endTokens.ts';
import { Generation } from './generation.ts';
import type { Model } from './model.ts';
import { nextPack } from './packs.ts';
import { PackSizer } from './packSizer.ts';
import { Pictures } from './picture/pictures.ts';
import { Prefixes } from './prefixes.ts';
import {
  encoderOf,
  PromptTokens,
  type Encode,
  type TokenJob,
  type TokenPrompt
} from './promptTokens.ts';
import { runNaive } from './runners/naive.ts';
import { runPacked } from './runners/packed.ts';
import type { Run, RunnerTools } from './runners/runner.ts';
import { runSequential } from './runners/sequential.ts';

const NOTHING = { prefix: '', suffix: '', picture: null };

const RUNNERS: Record<Runner, Run> = {
  packed: runPacked,
  sequential: runSequential,
  naive: runNaive
};

/** A model at work: its pictures, its prefixes, and the jobs it scores. */
export class ModelSession {
  readonly model: Model;
  readonly device: Device;
  readonly tokens: PromptTokens;
  readonly pictures: Pictures;
  readonly prefixes: Prefixes;
  readonly work: Work;
  runner: Runner;
  /** Told before each piece of scoring, which may take long; while a model is being loaded. */
  onScoring: (() => void) | null = null;
  readonly #sizer: PackSizer;
  readonly #generations = new Set<Generation>();
  readonly #endIds: Set<number>;
  readonly #encode: Encode;
  /** Ids of pictures that stand alike in a prompt are one list. */
  readonly #pictureIds = new Map<string, readonly number[]>();

  /** @param bufferBytes the GPU's largest storage buffer; null on WASM */
  constructor(
    model: Model,
    device: Device,
    work: Work,
    files: Map<PictureId, Blob>,
    bufferBytes: number | null = null
  ) {
    this.model = model;
    this.device = device;
    this.work = work;
    this.runner = model.decoder.packs ? 'packed' : 'sequential';
    const encode = encoderOf(model.tokenizer);
    this.#endIds = new Set(model.endIds);
    this.#encode = encode;
    this.tokens = new PromptTokens(encode);
    this.pictures = new Pictures(model.pictures, files);
    this.prefixes = new Prefixes(model, work);
    this.#sizer = new PackSizer(device, bufferBytes);
  }

  /** The runners that this model's graph allows, best first. */
  get runners(): Runner[] {
    return this.model.decoder.packs ? ['packed', 'sequential', 'naive'] : ['sequential', 'naive'];
  }

  dropPicture(picture: PictureId): void {
    this.prefixes.dropPicture(picture);
    this.pictures.drop(picture);
  }

  /** Jobs in tokens; faults in any job show before the first is computed. */
  async prepare(jobs: readonly PromptJob[]): Promise<TokenJob[]> {
    const prepared: TokenJob[] = [];
    for (const job of jobs) {
      prepared.push(this.tokens.tokensOf(job, await this.#idsOf(job.picture)));
    }
    return prepared;
  }

  /** As `prepare`, of a prompt that the model goes on with. */
  async prepareAnswer(job: GenerateJob): Promise<TokenPrompt> {
    return this.tokens.promptOf(job, await this.#idsOf(job.picture));
  }

  async #idsOf(picture: PictureId | null): Promise<readonly number[] | undefined> {
    if (picture === null) return undefined;
    const place = await this.pictures.place(picture);
    const key = JSON.stringify(place.run);
    const ids = this.#pictureIds.get(key) ?? this.model.pictures?.ids(place, this.#encode) ?? [];
    this.#pictureIds.set(key, ids);
    return ids;
  }

  /**
   * Scores the first jobs of a list in one go, as many as belong together.
   * @param packTokens tokens a pack; default: what is found best while working
   * @returns their scores; at least one where there is a job
   */
  async scoreNext(
    jobs: readonly TokenJob[],
    runner = this.runner,
    packTokens?: number
  ): Promise<PromptScore[]> {
    const limits = packTokens
      ? { tokens: packTokens, kindredTokens: packTokens }
      : this.#sizer.limits;
    const count = runner === 'packed' ? nextPack(jobs, limits) : Math.min(1, jobs.length);
    this.onScoring?.();
    const before = { ...this.work };
    const started = performance.now();
    const scores = await RUNNERS[runner](jobs.slice(0, count), this.#tools());
    const ms = performance.now() - started;
    const done = workSince(before, this.work);
    if (runner === 'packed' && done.prefixes === 0 && done.encoderRuns === 0) {
      this.#sizer.record(done.prefillTokens, ms);
    }
    return scores.map((score) => ({ ...score, ms: ms / count }));
  }

  /** Tells of the mark that closes a turn of this model's chat. */
  endsTurnsWith(close: string): void {
    const { tokenizer } = this.model;
    const encode = (text: string) => this.tokens.promptOf({ ...NOTHING, suffix: text }).suffix;
    const id = closingId(close, encode, tokenizer.all_special_ids);
    if (id !== null) this.#endIds.add(id);
  }

  /** Begins an answer; `endAnswer` gives back what it holds, at the latest the session's end. */
  beginAnswer(prompt: TokenPrompt, maxTokens: number, runner = this.runner): Generation {
    const generation = new Generation(prompt, this.#tools(), {
      maxTokens,
      endIds: this.#endIds,
      naive: runner === 'naive'
    });
    this.#generations.add(generation);
    return generation;
  }

  endAnswer(generation: Generation): void {
    // After the session's end there is nothing left to give back.
    if (this.#generations.delete(generation)) generation.dispose();
  }

  textOf(ids: readonly number[]): string {
    if (ids.length === 0) return '';
    return this.model.tokenizer.decode([...ids], {
      skip_special_tokens: true,
      clean_up_tokenization_spaces: false
    });
  }

  async dispose(): Promise<void> {
    for (const generation of this.#generations) this.endAnswer(generation);
    this.prefixes.clear();
    await this.model.dispose();
  }

  #tools(): RunnerTools {
    const { model, prefixes, pictures } = this;
    return {
      model,
      prefixes,
      encoded: (picture) => pictures.encoded(picture),
      encodeAgain: (picture) => pictures.encodeAgain(picture)
    };
  }
}

/** What was computed between two snapshots. */
export function workSince(before: Work, now: Work): Work {
  const since = noWork();
  for (const key of Object.keys(since) as (keyof Work)[]) since[key] = now[key] - before[key];
  return since;
}
