import type { ChatFormat, GenerateJob, PictureId, PromptJob } from '../core/prompts/types.ts';
import type { PictureView } from '../core/prompts/pictureView.ts';
import type { Served } from '../core/answers/served.ts';
import type { PromptScore } from '../core/answers/types.ts';

/** What the page asks of the engine worker. Every method may reject with an `AppError`. */
export interface EngineApi {
  /** Loads, verifies and self-checks a model. A second call disposes the first model. */
  load(options: LoadOptions, onProgress: (progress: LoadProgress) => void): Promise<LoadedModel>;
  /** Stops a running load; it rejects with `cancelled`. */
  cancelLoad(): Promise<void>;
  /**
   * Hands over a picture as a file, before or after `load`; decoded when handed over, encoded once
   * when first needed, kept until `dropPicture`, also for the next model.
   */
  addPicture(picture: PictureId, file: Blob): Promise<void>;
  dropPicture(picture: PictureId): Promise<void>;
  /** What the model saw, likeliest first; null for models that name no concepts. */
  concepts(picture: PictureId): Promise<Concept[] | null>;
  /**
   * Scores jobs and streams each result with its index in `jobs`. Resolves when all are done or
   * `cancel` was called (takes effect within one question); rejects on the first fault, after
   * which every streamed result is still good.
   */
  score(
    jobs: PromptJob[],
    onScore: (index: number, score: PromptScore) => void,
    options?: ScoreOptions
  ): Promise<RunCounters>;
  /**
   * Goes on with a prompt by greedy decoding, behind the same kept prefix as scoring, until the model
   * ends its turn, `maxTokens` are there or `cancel` was called (takes effect within one token).
   */
  generate(job: GenerateJob, options?: GenerateOptions): Promise<Generated>;
  /** Stops every running `score` and `generate`. */
  cancel(): Promise<void>;
  dispose(): Promise<void>;
  /** What the engine holds right now; for tests and for the curious. */
  stats(): Promise<EngineStats>;
}

/** An engine that can come back after its worker died. */
export interface RevivableEngine extends EngineApi {
  /**
   * The loaded model; after a crash it is loaded anew in a fresh worker, if need be on another
   * device (then its answers are other answers, and `score` refuses to run before this was asked).
   * @throws AppError `no-model`, and as `load`
   */
  revive(): Promise<LoadedModel>;
}

export interface EngineStats {
  /** Tensors that await disposal: cached prefixes' and pictures', nothing else between calls. */
  liveTensors: number;
  prefixes: number;
  pictures: number;
}

export interface LoadOptions {
  /** Folder under `models/`, for example `pocket-llava`. */
  model: string;
  device: DeviceChoice;
  /** Threads on WASM; default: as many as prove fastest. */
  threads?: number;
  /** How pictures are looked at, by a model that can choose; default: `one`. */
  view?: PictureView;
}
export type DeviceChoice = 'auto' | 'webgpu' | 'wasm';
export type Device = 'webgpu' | 'wasm';

/**
 * A stage of a load began, or went on: what is done to which file. Bytes so far while fetching; else
 * 0, and all of them at a stage's end.
 */
export interface LoadProgress {
  phase: 'fetch' | 'verify' | 'device' | 'tokenizer' | 'template' | 'session' | 'self-check';
  file: string;
  loadedBytes: number;
  totalBytes: number;
}

/** How questions are run over a prefix, best first; the first that proves exact is used. */
export type Runner = 'packed' | 'sequential' | 'naive';

export interface ScoreOptions {
  /** Forces a runner (the benchmark does); default: the model's proven best. */
  runner?: Runner;
  /** Tokens that a pack may hold (the benchmark's sweep); default: found while working. */
  packTokens?: number;
}

/** `naive` computes the whole prompt anew for every token; the others go on behind what is kept. */
export type GenerateOptions = Pick<ScoreOptions, 'runner'>;

/** What a model went on with. */
export interface Generated {
  /** Without marks that are no text. */
  text: string;
  /** Its tokens, without the one that ended it. */
  ids: number[];
  ended: 'end-of-turn' | 'length' | 'cancelled';
  /** As of a run that scores; `jobs` is 1 where it was not cancelled. */
  counters: RunCounters;
}

/** A sentence of the message catalogue (`errors.<code>`) and what fills it in. */
export interface Reason {
  code: string;
  params: Record<string, string | number>;
}

export interface LoadedModel {
  /** Folder name and SHA-256 of the manifest: two different models never share answers. */
  model: string;
  manifestHash: string;
  dtype: string;
  /** `server`: it runs elsewhere (`served`). */
  device: Device | 'server';
  /** WebGPU adapter in words, or null. */
  adapter: string | null;
  threads: number;
  /** What the number of threads was chosen from: milliseconds of the same small piece of work. */
  threadTrials: { threads: number; ms: number }[];
  runner: Runner;
  /** Why no faster runner is used; missing for `packed`. */
  runnerReason?: Reason;
  /**
   * What was tried before this one, each with the reason why not (a message code) and, where it
   * came to that, the precision it was tried in.
   */
  refused: ({ device: Device; dtype?: string } & Reason)[];
  /** Largest absolute difference of the canaries' log-probabilities and the bound it had to meet. */
  selfCheck: { maxError: number; tolerance: number; canaries: number };
  chat: ChatFormat;
  /** Texts that the model takes for marks of its own; missing: loaded by an earlier version. */
  marks?: readonly string[];
  /** It cannot be shown a picture; missing for a model that can. */
  wordsOnly?: true;
  /**
   * How it looks at pictures, where its processor knows more than one view; absent: it has one way.
   */
  view?: PictureView;
  /** How it could. */
  views?: readonly PictureView[];
  crossOriginIsolated: boolean;
  /** Absent for a model that runs in the page. */
  served?: Served;
}

export interface Concept {
  name: string;
  weight: number;
  /** Is it one of the names of drawings, or of photographs? Absent where the model does not tell. */
  drawn?: boolean;
}

export interface RunCounters {
  /** Of this run alone (a picture encoded earlier counts 0): prefixes computed, encoder runs, decoder tokens and calls, jobs finished. */
  prefixes: number;
  encoderRuns: number;
  prefillTokens: number;
  decoderCalls: number;
  jobs: number;
  cancelled: boolean;
  /** Jobs that a server will never answer, each with the reason; absent: there are none. */
  holes?: readonly Reason[];
}

/** A run that was cancelled before it began. */
export const NOTHING_DONE: Readonly<RunCounters> = {
  prefixes: 0,
  encoderRuns: 0,
  prefillTokens: 0,
  decoderCalls: 0,
  jobs: 0,
  cancelled: true
};
