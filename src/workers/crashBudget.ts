import type { AppError } from '../core/errors.ts';

/** After these a fresh worker may do better. */
const CURABLE: readonly string[] = ['engine-crashed', 'device-lost', 'out-of-memory'];
/** Crashes in a row without progress between them. */
const GIVE_UP_AFTER = 3;
/** A graphics driver that restarts needs a moment. */
const PAUSE_MS = 500;

/**
 * How many crashes a piece of work may live through: the one place that decides when to give up.
 * Whoever does a part of the work shares the budget with the others.
 */
export class CrashBudget {
  readonly #pauseMs: number;
  #progressed = false;
  #fruitless = 0;

  /** @param pauseMs milliseconds before another try after a crash without progress */
  constructor(pauseMs = PAUSE_MS) {
    this.#pauseMs = pauseMs;
  }

  /** Something was achieved that no crash takes away. */
  progress(): void {
    this.#progressed = true;
  }

  /**
   * Counts a crash and resolves when it is time for another try.
   * @throws the fault itself where no fresh worker cures it, or none did
   */
  async spend(fault: AppError): Promise<void> {
    if (!CURABLE.includes(fault.code)) throw fault;
    this.#fruitless = this.#progressed ? 0 : this.#fruitless + 1;
    this.#progressed = false;
    if (this.#fruitless >= GIVE_UP_AFTER) throw fault;
    if (this.#fruitless > 0) await new Promise((go) => setTimeout(go, this.#pauseMs));
  }
}
