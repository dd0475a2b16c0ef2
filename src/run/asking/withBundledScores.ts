import type { PromptScore } from '../../core/answers/types.ts';
import type { AnswerStore } from '../../store/storeApi.ts';

/** Scores by `answerKey` that nobody has to compute. */
export interface ScoreLookup {
  get(key: string): PromptScore | undefined;
}

/**
 * A store that also knows scores which came with the app. They are looked at where the own ones end,
 * and stay what they are: not copied, counted or cleared.
 */
export function withBundledScores(
  own: AnswerStore,
  bundled: () => Promise<ScoreLookup>
): AnswerStore {
  return {
    ...own,
    async get(keys) {
      const found = await own.get(keys);
      const missing = keys.filter((key) => !found.has(key));
      if (missing.length === 0) return found;
      const scores = await bundled();
      for (const key of missing) {
        const score = scores.get(key);
        if (score) found.set(key, score);
      }
      return found;
    }
  };
}
