import { answerKey } from '../core/key.ts';
import type { PromptJob, PromptScore } from '../core/types.ts';
import type { EngineApi, LoadedModel } from '../engine/api.ts';
import { WriteBehind } from '../run/writeBehind.ts';
import type { AnswerStore } from '../store/api.ts';

/** A job's score, and whether an earlier run had computed it. */
export interface StoredScore {
  score: PromptScore;
  cached: boolean;
}

/**
 * Scores loose prompts, parallel to `jobs`: the stored ones from the store, the rest by the engine,
 * each stored as it arrives. Equal jobs are computed once. Rejects on the first fault; what had
 * arrived is kept.
 */
export async function scoreStored(
  jobs: readonly PromptJob[],
  engine: EngineApi,
  loaded: LoadedModel,
  answers: AnswerStore,
  onDone: (done: number, total: number) => void
): Promise<StoredScore[]> {
  const keys = await Promise.all(jobs.map((job) => answerKey(job, loaded)));
  const known = await answers.get([...new Set(keys)]);
  const cached = keys.map((key) => known.has(key));
  const missing = new Map<string, PromptJob>();
  jobs.forEach((job, i) => {
    if (!cached[i]) missing.set(keys[i] as string, job);
  });
  const missingKeys = [...missing.keys()];
  if (missingKeys.length > 0) {
    let done = 0;
    const writes = new WriteBehind(answers, () => void engine.cancel());
    try {
      await engine.score([...missing.values()], (index, score) => {
        const key = missingKeys[index] as string;
        known.set(key, score);
        writes.add({ key, score });
        onDone(++done, missingKeys.length);
      });
    } finally {
      await writes.flush();
    }
  }
  return keys.map((key, i) => ({
    score: known.get(key) as PromptScore,
    cached: cached[i] === true
  }));
}
