import { answerKey } from '../../core/prompts/key.ts';
import type { PromptJob } from '../../core/prompts/types.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import { NOTHING_DONE, type LoadedModel, type RunCounters } from '../../engine/engineApi.ts';
import type { AnswerStore } from '../../store/storeApi.ts';
import { CrashBudget } from '../../workers/crashBudget.ts';
import { scoreThroughFaults, type ScoringEngine } from './throughFaults.ts';
import { WriteFirst } from './writeFirst.ts';

export interface ScoreServices {
  /** Only asked for what the store does not know; pictures must have been handed over. */
  engine: ScoringEngine;
  answers: AnswerStore;
  loaded: Pick<LoadedModel, 'manifestHash' | 'dtype' | 'device' | 'view'>;
  /** Shared with what else the run does; default: one of its own. */
  budget?: CrashBudget;
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
 * Computes jobs and stores each score as it arrives, through crashes of the engine. Rejects on the
 * first fault of the store (which cancels the engine) or one of the engine that a fresh worker does
 * not cure; what was stored before stays.
 * @param onScore hears of a score once it is stored: whoever draws what it hears loses none of it
 * @param cancelled is the run to end?
 */
export async function compute(
  missing: readonly MissingJob[],
  { engine, answers, loaded, budget = new CrashBudget() }: ScoreServices,
  onScore: (entry: MissingJob, score: PromptScore) => void,
  cancelled: () => boolean = () => false
): Promise<RunCounters> {
  if (missing.length === 0) return { ...NOTHING_DONE, cancelled: false };
  let stopped = false;
  const writes = new WriteFirst<{ key: string; score: PromptScore; job: MissingJob }>(
    answers,
    ({ job, score }) => onScore(job, score),
    () => {
      stopped = true;
      // A rejected cancel means that the engine is gone, and the run with it.
      void engine.cancel().catch(() => undefined);
    }
  );
  try {
    return await scoreThroughFaults(
      missing.map(({ job }) => job),
      { engine, loaded, cancelled: () => stopped || cancelled(), budget },
      (index, score) => {
        const job = missing[index] as MissingJob;
        writes.add({ key: job.key, score, job });
      }
    );
  } finally {
    await writes.flush();
  }
}
