import type { AnswerStore } from '../../../src/store/storeApi.ts';

/**
 * The order of before docs/adr/016: whoever asks is told at once, and what was told is written
 * behind, one transaction at a time. To measure against, and to see that the kills find it out.
 */
export function formerOrder(answers: AnswerStore): AnswerStore {
  let waiting: Parameters<AnswerStore['put']>[0] = [];
  let writing: Promise<void> | null = null;
  const drain = async () => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await answers.put(batch);
    }
    writing = null;
  };
  return {
    ...answers,
    put(entries) {
      waiting = [...waiting, ...entries];
      writing ??= drain();
      return Promise.resolve();
    }
  };
}
