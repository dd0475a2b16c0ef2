import { answerKey } from '../core/key.ts';
import type { PromptJob, PromptScore } from '../core/types.ts';
import type { EngineApi, LoadedModel, RunCounters } from '../engine/api.ts';
import type { AnswerStore } from '../store/api.ts';
import { WriteBehind } from './writeBehind.ts';

export interface ScoreServices {
  /** Only asked for what the store does not know; pictures must have been handed over. */
  engine: Pick<EngineApi, 'score' | 'cancel'>;
  answers: AnswerStore;
  loaded: Pick<LoadedModel, 'manifestHash' | 'dtype' | 'device'>;
}

/** A job without a stored score; equal jobs are one, `indexes` tells where they stood. */
export interface MissingJob {
  key: string;
  job: PromptJob;
  indexes: number[];
}

/** @returns the stored scores by the job's index, and what is left to compute, in the same order */
export async function lookUp(
  jobs: readonly PromptJob[],
  { answers, loaded }: Omit<ScoreServices, 'engine'>
): Promise<{ known: Map<number, PromptScore>; missing: MissingJob[] }> {
  const keys = await Promise.all(jobs.map((job) => answerKey(job, loaded)));
  const stored = await answers.get([...new Set(keys)]);
  const known = new Map<number, PromptScore>();
  const missing = new Map<string, MissingJob>();
  jobs.forEach((job, index) => {
    const key = keys[index] as string;
    const score = stored.get(key);
    const waiting = missing.get(key);
    if (score) known.set(index, score);
    else if (waiting) waiting.indexes.push(index);
    else missing.set(key, { key, job, indexes: [index] });
  });
  return { known, missing: [...missing.values()] };
}

/**
 * Computes jobs and stores each score as it arrives. Rejects on the engine's or the store's first
 * fault (a store that cannot write cancels the engine); what was stored before stays.
 */
export async function compute(
  missing: readonly MissingJob[],
  { engine, answers }: ScoreServices,
  onScore: (entry: MissingJob, score: PromptScore) => void
): Promise<RunCounters> {
  const none = { prefixes: 0, encoderRuns: 0, prefillTokens: 0, decoderCalls: 0, jobs: 0 };
  if (missing.length === 0) return { ...none, cancelled: false };
  // A rejected cancel means that the engine is gone, and the run with it.
  const writes = new WriteBehind(answers, () => void engine.cancel().catch(() => undefined));
  try {
    return await engine.score(
      missing.map(({ job }) => job),
      (index, score) => {
        const entry = missing[index] as MissingJob;
        writes.add({ key: entry.key, score });
        onScore(entry, score);
      }
    );
  } finally {
    await writes.flush();
  }
}
