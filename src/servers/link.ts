import { AppError } from '../core/errors.ts';
import { sleep } from './sleep.ts';
import type { Connection } from './types.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export interface LinkOptions {
  /** Milliseconds without any answer after which a server is given up. */
  patienceMs: number;
  /** Of the first pause; a parameter for tests. */
  pauseMs?: number | undefined;
  /** Can it be asked again? */
  waitable: (error: AppError) => boolean;
  /** Is it merely too busy, and the same as before? */
  busy: (error: AppError) => boolean;
  onWait?: ((wait: Wait) => void) | undefined;
}

/** A pause that a server is given. */
export interface Wait {
  server: string;
  error: AppError;
  pauseMs: number;
}

/** One server through its troubles: pauses that grow, and a look whether it is still the same. */
export class Link {
  readonly connection: Connection;
  readonly #options: LinkOptions;
  #state: 'up' | 'waiting' | 'lost' = 'up';
  #pauses = 0;
  #since: number | null = null;

  constructor(connection: Connection, options: LinkOptions) {
    this.connection = connection;
    this.#options = options;
  }

  get state(): 'up' | 'waiting' | 'lost' {
    return this.#state;
  }

  answered(): void {
    this.#pauses = 0;
    this.#since = null;
  }

  /**
   * Waits until the server can be asked again; after anything but "too busy" it is identified and
   * probed anew. Where the signal ends it, the next prompt finds out how it is.
   * @returns false where patience ran out
   * @throws AppError what ends the run, as `server-changed`; the signal's reason
   */
  async recover(error: AppError, signal: AbortSignal): Promise<boolean> {
    this.#state = 'waiting';
    const { patienceMs, pauseMs = FIRST_PAUSE_MS, waitable, busy, onWait } = this.#options;
    for (let reason = error; ;) {
      // An answer that was still under way counts as one: it sets the clock back.
      this.#since ??= performance.now();
      if (performance.now() - this.#since > patienceMs) {
        this.#state = 'lost';
        return false;
      }
      const pause = Math.min(pauseMs * 2 ** this.#pauses++, LONGEST_PAUSE_MS);
      onWait?.({ server: this.connection.served.server, error: reason, pauseMs: pause });
      try {
        await sleep(pause, signal);
        if (!busy(reason)) await this.connection.again(signal);
        this.#state = 'up';
        return true;
      } catch (thrown) {
        reason = AppError.from(thrown);
        if (signal.aborted || !waitable(reason)) {
          this.#state = 'up';
          throw reason;
        }
      }
    }
  }

  /** A new run gives it another chance. */
  begin(): void {
    if (this.#state !== 'lost') return;
    this.#state = 'up';
    this.answered();
  }
}
