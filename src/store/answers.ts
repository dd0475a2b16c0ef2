import type { AnswerStore } from './storeApi.ts';
import { isPacked, packKey, packScore, unpackScore } from './packedScore.ts';
import type { Database } from './schema.ts';
import { guarded } from './storeErrors.ts';

/** About what IndexedDB spends on one entry beside its value. */
const ENTRY_OVERHEAD = 100;

/**
 * Answers over IndexedDB. Writes use the browser's relaxed durability: they survive a reload and a
 * crash of tab or browser; only a power cut can lose the last seconds, which are then asked again.
 */
export function answerStore(database: Database): AnswerStore {
  return {
    get(keys) {
      return guarded(async () => {
        const { store, done } = database.transaction('answers');
        const values = await Promise.all(keys.map((key) => store.get(packKey(key))));
        await done;
        return new Map(
          keys.flatMap((key, i) => {
            const bytes = values[i];
            // What is no score any more is asked again.
            return isPacked(bytes) ? [[key, unpackScore(bytes)] as const] : [];
          })
        );
      });
    },

    put(entries) {
      if (entries.length === 0) return Promise.resolve();
      // The first of a key wins, also within one put, where the transaction does not see it yet.
      const firsts = new Map(entries.toReversed().map(({ key, score }) => [key, score]));
      const packed = [...firsts].map(([key, score]) => ({
        key: packKey(key),
        value: packScore(score)
      }));
      const bytes = packed.reduce((sum, { value }) => sum + value.byteLength + ENTRY_OVERHEAD, 0);
      return guarded(async () => {
        const { store, done } = database.transaction('answers', 'readwrite');
        const writes = packed.map(async ({ key, value }) => {
          if (!isPacked(await store.get(key))) await store.put(value, key);
        });
        await Promise.all([...writes, done]);
      }, bytes);
    },

    count: () => guarded(() => database.count('answers')),
    clear: () => guarded(() => database.clear('answers'))
  };
}
