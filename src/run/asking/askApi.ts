import type { AskPlan } from '../../core/prompts/types.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import type { LoadedModel, RunCounters } from '../../engine/engineApi.ts';

/** Progress of a run, in answers (one question under one cue). */
export interface AskProgress {
  done: number;
  total: number;
  /** Answers that came from the store, computed in an earlier run. */
  cached: number;
  /** Computed answers a minute and seconds left; null until there is something to measure. */
  ratePerMinute: number | null;
  secondsLeft: number | null;
}

export interface AskEvents {
  /** An answer that is stored by now. */
  onAnswer(answer: RawAnswer): void;
  onProgress(progress: AskProgress): void;
  /**
   * The engine lost its device and came back on another: the run starts over with that model's
   * answers, which replace those that came so far.
   */
  onModel?(loaded: LoadedModel): void;
}

export interface AskSummary {
  counters: RunCounters;
  cached: number;
  cancelled: boolean;
}

/** A running ask: stored answers first, then the engine's as they arrive, each stored first. */
export interface Asking {
  done: Promise<AskSummary>;
  /** Takes effect within one question; what was computed is kept. */
  cancel(): void;
}

export type Ask = (plan: AskPlan, events: AskEvents) => Asking;
