import type { AppError } from '../core/errors.ts';
import type { HoldingStore, NotKept } from '../store/heldAnswers.ts';

/** What this window shows and the browser does not keep: said on every page. */
class NotKeptState {
  /** Nothing is kept in this window, and why. */
  window: AppError | null = $state.raw(null);
  /** Answers that were refused; they are held as long as the page lives. */
  held: NotKept | null = $state.raw(null);
  trying = $state(false);

  #tryAgain: HoldingStore['tryAgain'] | null = null;

  follow(problem: AppError | null, tryAgain: HoldingStore['tryAgain']): void {
    this.window = problem;
    this.#tryAgain = tryAgain;
  }

  async tryAgain(): Promise<void> {
    this.trying = true;
    try {
      await this.#tryAgain?.();
    } finally {
      this.trying = false;
    }
  }
}

/** One state as long as the page lives. */
export const notKept = new NotKeptState();
