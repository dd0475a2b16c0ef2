import type { RunExport } from '../core/exportRun.ts';
import type {
  CountryCode,
  DontKnow,
  OrderScheme,
  QuestionId,
  Readout,
  Targets,
  TextVariant
} from '../core/types.ts';
import type { LoadedModel, LoadOptions, RunCounters, Runner } from '../engine/api.ts';

/** What a script may ask of the page, as `window.valueshift`. Plain JSON in and out. */
export interface Automation {
  load(options: LoadOptions): Promise<Outcome<LoadedModel>>;
  /** Looks a request's names up without a model; counts what it asks. */
  check(request: AskRequest): Promise<Outcome<{ questions: number; cues: number }>>;
  /** Asks survey questions under the neutral cue, each country's name and each picture. */
  ask(request: AskRequest): Promise<Outcome<ScriptedRun>>;
  /** Scores prompts exactly as they stand, results in the order given. */
  scorePrompts(prompts: RawPrompt[]): Promise<Outcome<RawPromptScore[]>>;
  /** Runs the same questions once with each runner, nothing stored, nothing warm. */
  bench(request: BenchRequest): Promise<Outcome<BenchMode[]>>;
}

/** A fault comes back as its sentence, so that a script prints what the page would show. */
export type Outcome<T> = { value: T } | { error: { code: string; sentence: string } };

export interface AskRequest {
  /** Indexes into the files of the page's `#pictures` input. */
  pictures: number[];
  countries: CountryCode[];
  /** Question ids; `quick`, `standard` and the other sets' names stand for their questions. */
  questions: (QuestionId | string)[];
  template: string;
  readout: Readout;
  variant: TextVariant;
  orders: OrderScheme;
  dontKnow: DontKnow;
}

/** The app's own export, and how it came about this time. */
export type ScriptedRun = RunExport & {
  /** Answers that an earlier run had computed, and what this one computed. */
  run: { cached: number; counters: RunCounters };
};

export interface RawPrompt {
  prompt: string;
  /** Index into the files of the page's `#pictures` input. */
  picture: number | null;
  targets: Targets;
}

export interface RawPromptScore {
  /** By letter, or in the order of the continuations. */
  logprobs: Record<string, number> | number[];
  letterMass?: number;
  tokens: number[];
  prefillTokens: number;
  ms: number;
  device: string;
  cached: boolean;
}

export interface BenchRequest {
  picture: number;
  questions: number;
  runs: number;
  runners: Runner[];
  template: string;
  orders: OrderScheme;
}

/** One runner over all questions; milliseconds are the median of the runs. */
export interface BenchMode {
  mode: Runner;
  device: string;
  adapter: string | null;
  threads: number;
  questions: number;
  /** Two orders are two prompts a question. */
  orders: OrderScheme;
  runs: number;
  msPerQuestion: number;
  prefillTokensPerQuestion: number;
  encoderRuns: number;
}

declare global {
  interface Window {
    valueshift: Automation;
    /** Set by the script that drives the page: one line on what is going on. */
    reportProgress?: (line: string) => void;
  }
}
