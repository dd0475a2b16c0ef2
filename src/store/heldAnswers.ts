import { AppError } from '../core/errors.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { AnswerStore } from './storeApi.ts';

/** What the browser would not keep: how many scores wait in memory, and why. */
export interface NotKept {
  scores: number;
  error: AppError;
}

export interface HoldingStore {
  answers: AnswerStore;
  /** Writes what waits; the outcome is told. */
  tryAgain(): Promise<void>;
}

/**
 * Answers that the browser refuses to keep (a full disk, a fault of the disk) are held in memory:
 * found like all others, so that the run goes on and asks nothing twice, and written as soon as
 * there is room. `tell` hears of each change, so that the page says what would be lost with it.
 * A closed database is another matter: a newer version of the app has it now, so the run ends.
 */
export function holdingAnswers(
  own: AnswerStore,
  tell: (notKept: NotKept | null) => void
): HoldingStore {
  const held = new Map<string, PromptScore>();

  /** One write at a time: what is held must not be taken away by two. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const hold = (thrown: unknown, entries: Parameters<AnswerStore['put']>[0]): void => {
    const error = AppError.from(thrown);
    if (error.code === 'store-closed') throw error;
    for (const { key, score } of entries) if (!held.has(key)) held.set(key, score);
    if (held.size > 0) tell({ scores: held.size, error });
  };

  const writeHeld = async (): Promise<void> => {
    if (held.size === 0) return;
    try {
      await own.put([...held].map(([key, score]) => ({ key, score })));
      held.clear();
      tell(null);
    } catch (thrown) {
      hold(thrown, []);
    }
  };

  const answers: AnswerStore = {
    ...own,
    async get(keys) {
      const found = await own.get(keys);
      for (const key of keys) {
        const score = held.get(key);
        if (score && !found.has(key)) found.set(key, structuredClone(score));
      }
      return found;
    },
    put: (entries) =>
      inTurn(async () => {
        try {
          await own.put(entries);
        } catch (thrown) {
          hold(thrown, entries);
          return;
        }
        // There is room again.
        await writeHeld();
      }),
    clear: () =>
      inTurn(async () => {
        await own.clear();
        if (held.size === 0) return;
        held.clear();
        tell(null);
      })
  };
  return { answers, tryAgain: () => inTurn(writeHeld) };
}
