import type { PromptScore } from '../../core/answers/types.ts';
import type { AnswerStore } from '../../store/storeApi.ts';

type Entry = { key: string; score: PromptScore };

/**
 * Stores scores as they arrive: one transaction at a time, each with everything that came while
 * the one before it ran. After a failed write nothing more is written; `flush` tells the failure.
 */
export class WriteBehind {
  readonly #answers: AnswerStore;
  readonly #onFailure: () => void;
  #waiting: Entry[] = [];
  #writing: Promise<void> | null = null;
  #failure: unknown = null;

  constructor(answers: AnswerStore, onFailure: () => void) {
    this.#answers = answers;
    this.#onFailure = onFailure;
  }

  add(entry: Entry): void {
    if (this.#failure) return;
    this.#waiting.push(entry);
    this.#writing ??= this.#drain();
  }

  /** Resolves when everything added is durable; rejects with the first failure. */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting;
        this.#waiting = [];
        await this.#answers.put(batch);
      }
    } catch (thrown) {
      this.#failure = thrown;
      this.#onFailure();
    } finally {
      this.#writing = null;
    }
  }
}
