import type { Cost } from '../asking/timeLeft.ts';
import { TimeLeft } from '../asking/timeLeft.ts';

/** What was told of the time left, and what came. */
export interface TimeLeftCheck {
  afterQuestions: number;
  toldSeconds: number;
  realSeconds: number;
  /** Told against real: 1 is right, 2 is twice as long as it took. */
  ratio: number;
}

/** What is said before is a guess and is taken for one. */
export const AFTER_QUESTIONS = 10;

/**
 * Holds the estimate that people see after 10 questions against the rest of the run. Answers of one
 * pack arrive together, so the estimate of the last of them counts: earlier ones reckon with work
 * that is done.
 */
export class TimeLeftWatch {
  readonly #costs: readonly Cost[];
  readonly #isDue: (jobsDone: number) => boolean;
  readonly #left: TimeLeft;
  #told: { seconds: number; at: number } | null = null;
  #jobMs: number | null = null;
  #fixed = false;

  /**
   * @param costs of all jobs of the run, in their order
   * @param isDue are enough questions done with the first so many jobs?
   */
  constructor(costs: readonly Cost[], isDue: (jobsDone: number) => boolean) {
    this.#costs = costs;
    this.#isDue = isDue;
    this.#left = new TimeLeft(costs);
  }

  /**
   * @param index of the job that is done; all before it are
   * @param ms the job's share of its pack's time
   * @param now milliseconds
   */
  done(index: number, ms: number, now: number): void {
    if (this.#told && ms !== this.#jobMs) this.#fixed = true;
    this.#jobMs = ms;
    this.#left.done(this.#costs[index] as Cost, ms);
    if (this.#fixed || !this.#isDue(index + 1)) return;
    const seconds = this.#left.seconds();
    if (seconds !== null) this.#told = { seconds, at: now };
  }

  /** @returns null where the run ended before another pack came */
  check(now: number): TimeLeftCheck | null {
    if (!this.#told || !this.#fixed) return null;
    const { seconds, at } = this.#told;
    const realSeconds = (now - at) / 1000;
    return {
      afterQuestions: AFTER_QUESTIONS,
      toldSeconds: seconds,
      realSeconds,
      ratio: seconds / realSeconds
    };
  }
}
