import { AppError } from '../../core/errors.ts';
import type { LoadProgress } from '../engineApi.ts';
import { awakeTime, type Ticks } from './awakeTime.ts';
import { secondsFor, stalled } from './deadlines.ts';
import { slownessNow } from './slowness.ts';

/** Seconds that a load gets to hear that it is cancelled; one that is busy with itself never does. */
const GRACE = 3;
/** The slowest machine that is waited for, in parts of an ordinary one. */
const MOST_SLOW = 10;

interface WatchOptions {
  model: string;
  /** Ends the worker that loads: what it is stuck in cannot be stopped otherwise. */
  end: (fault: AppError) => void;
  /** How many times slower this machine is at the moment than most; asked only in doubt. */
  slowness?: () => Promise<number>;
  ticks?: Ticks;
}

/**
 * Watches a load from outside its worker, which hears nothing while it is stuck. Each stage has to
 * say something within its deadline; before a load is given up the machine is measured, and a slow
 * one gets as many times longer.
 */
export class LoadWatch {
  /** What ended the load, where that was this watch. */
  fault: AppError | null = null;
  readonly #model: string;
  readonly #end: (fault: AppError) => void;
  readonly #slowness: () => Promise<number>;
  readonly #stop: () => void;
  #stage: LoadProgress | null = null;
  #silent = 0;
  #allowed = Infinity;
  #measured = false;
  /** Seconds since it was cancelled. */
  #cancelled: number | null = null;

  constructor({ model, end, slowness = slownessNow, ticks = awakeTime }: WatchOptions) {
    this.#model = model;
    this.#end = end;
    this.#slowness = slowness;
    this.#stop = ticks((seconds) => this.#pass(seconds));
  }

  /** The load told of something: a stage begins, or goes on. */
  heard(stage: LoadProgress): void {
    this.#stage = stage;
    this.#silent = 0;
    this.#allowed = secondsFor(stage);
    this.#measured = false;
  }

  /** Nobody waits for it any more. */
  cancel(): void {
    if (this.#stage) this.#cancelled ??= 0;
  }

  /** The load is over. */
  stop(): void {
    this.#stop();
    this.#stage = null;
  }

  #pass(seconds: number): void {
    const stage = this.#stage;
    if (!stage || this.fault) return;
    if (this.#cancelled !== null && (this.#cancelled += seconds) >= GRACE) {
      return this.#giveUp(new AppError('cancelled'));
    }
    this.#silent += seconds;
    if (this.#silent < this.#allowed) return;
    if (this.#measured) return this.#giveUp(stalled(stage, this.#model, this.#silent));
    this.#measured = true;
    void this.#measure(stage);
  }

  /** Until it is known how slow the machine is, the slowest is assumed. */
  async #measure(stage: LoadProgress): Promise<void> {
    const usual = this.#allowed;
    this.#allowed = usual * MOST_SLOW;
    const slowness = await this.#slowness().catch(() => 1);
    if (this.#stage === stage) {
      this.#allowed = usual * Math.min(MOST_SLOW, Math.max(1, slowness));
    }
  }

  #giveUp(fault: AppError): void {
    this.fault = fault;
    this.stop();
    this.#end(fault);
  }
}
