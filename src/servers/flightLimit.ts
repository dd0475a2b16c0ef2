/** How many requests a server is given at once, found by measuring how many it answers a second. */

/** More are not tried: servers queue what they cannot work on. */
const MOST_IN_FLIGHT = 64;
const FIRST = 4;
/** A growth of the rate below this is noise. */
const WORTHWHILE = 1.05;
/** Measurements without growth before the smaller number is kept. */
const TRIES = 2;
/** Milliseconds in which refusals are one: all that were under way may be refused at once. */
const ONE_REFUSAL_MS = 1000;
/** Measurements for which a number is kept before more are tried once again. */
const REST = 16;

export interface LimitOptions {
  /** Always so many: nothing is measured. */
  fixed?: number | undefined;
  /** Milliseconds; a parameter for tests. */
  now?: () => number;
}

/**
 * Doubles from 4 as long as each doubling answers at least a twentieth more a second, to 64 at most;
 * else goes back, and tries again now and then. Only times in which the server had as many as
 * allowed count. A server that says it has too many gets half.
 */
export class FlightLimit {
  readonly #fixed: boolean;
  readonly #clock: () => number;
  #most = MOST_IN_FLIGHT;
  #limit: number;
  #best = { limit: 0, rate: 0 };
  #fruitless = 0;
  #rest = 0;
  #since: number | null = null;
  #answered = 0;
  #refusedAt = -Infinity;

  constructor({ fixed, now = () => performance.now() }: LimitOptions = {}) {
    this.#fixed = fixed !== undefined;
    this.#limit = fixed ?? FIRST;
    this.#clock = now;
  }

  /** Requests that may be under way. */
  get limit(): number {
    return this.#limit;
  }

  /** An answer came. @param full were as many under way as may be? */
  answered(full: boolean): void {
    if (this.#fixed) return;
    if (!full) {
      this.#since = null;
      return;
    }
    if (this.#since === null) {
      this.#since = this.#clock();
      this.#answered = 0;
      return;
    }
    this.#answered += 1;
    if (this.#answered < Math.max(8, 2 * this.#limit)) return;
    const seconds = Math.max(this.#clock() - this.#since, 0.01) / 1000;
    this.#since = null;
    this.#measured(this.#answered / seconds);
  }

  /** The server refused for having too many, or is overwhelmed. */
  tooMany(): void {
    const now = this.#clock();
    if (this.#fixed || now - this.#refusedAt < ONE_REFUSAL_MS) return;
    this.#refusedAt = now;
    this.#most = Math.max(1, Math.floor(this.#limit / 2));
    this.#keep(this.#most);
    this.#best = { limit: this.#most, rate: 0 };
  }

  #measured(rate: number): void {
    if (this.#rest > 0) {
      this.#rest -= 1;
      this.#best.rate = rate;
      if (this.#rest === 0) this.#grow();
    } else if (rate > this.#best.rate * WORTHWHILE) {
      this.#best = { limit: this.#limit, rate };
      this.#grow();
    } else {
      this.#fruitless += 1;
      if (this.#fruitless >= TRIES) this.#keep(this.#best.limit);
    }
  }

  #grow(): void {
    this.#fruitless = 0;
    if (this.#limit < this.#most) this.#limit = Math.min(2 * this.#limit, this.#most);
    else {
      this.#rest = REST;
      // A refusal does not count for ever.
      this.#most = Math.min(2 * this.#most, MOST_IN_FLIGHT);
    }
  }

  #keep(limit: number): void {
    this.#limit = Math.max(1, limit);
    this.#fruitless = 0;
    this.#rest = REST;
    this.#since = null;
  }
}
