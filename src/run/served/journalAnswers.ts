import type { Journal } from '../../servers/journal.ts';
import type { AnswerStore } from '../../store/storeApi.ts';

/** A journal as the store of a run: its engine (`journalledEngine`) has written what is put here. */
export function journalAnswers(journal: Journal): AnswerStore {
  return {
    get: async (keys) =>
      new Map(
        keys.flatMap((key) => {
          const score = journal.score(key);
          return score ? [[key, score] as const] : [];
        })
      ),
    put: async () => undefined,
    count: async () => journal.size,
    clear: async () => undefined
  };
}
