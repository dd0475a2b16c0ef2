import type { PromptScore } from '../../core/answers/types.ts';
import type { AnswerStore } from '../../store/storeApi.ts';

type Entry = { key: string; score: PromptScore };

/**
 * Tells of scores once they are stored, in the order in which they came: one transaction at a time,
 * each with everything that came while the one before it ran, so that whoever computes never waits
 * for the disk. After a failed write nothing more is written or told; `flush` tells the failure.
 */
export class WriteFirst<Waiting extends Entry> {
  readonly #answers: Pick<AnswerStore, 'put'>;
  readonly #onStored: (entry: Waiting) => void;
  readonly #onFailure: () => void;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #failure: unknown = null;

  constructor(
    answers: Pick<AnswerStore, 'put'>,
    onStored: (entry: Waiting) => void,
    onFailure: () => void
  ) {
    this.#answers = answers;
    this.#onStored = onStored;
    this.#onFailure = onFailure;
  }

  add(entry: Waiting): void {
    if (this.#failure) return;
    this.#waiting.push(entry);
    this.#writing ??= this.#drain();
  }

  /** Resolves when everything added is stored and told; rejects with the first failure. */
  async flush(): Promise<void> {
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting;
        this.#waiting = [];
        await this.#answers.put(batch.map(({ key, score }) => ({ key, score })));
        batch.forEach(this.#onStored);
      }
    } catch (thrown) {
      this.#failure = thrown;
      this.#onFailure();
    } finally {
      this.#writing = null;
    }
  }
}
