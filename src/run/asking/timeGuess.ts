import { deviceTrialMs } from '../../engine/threads/deviceTrial.ts';

/** What the pocket model would take on a device that has not run it yet, on the processor. */
export interface TimeGuess {
  answersPerMinute: number;
  /** Reading, checking and starting the model; fetching it is not in it. */
  startSeconds: number;
  /** The truth may be so many times as much, or as little. */
  factor: number;
}

/**
 * Measured with the pocket model on the processor (docs/stick.md, old laptops): answers a minute times
 * the milliseconds of `deviceTrialMs`, and seconds of a start for each of those.
 */
const ANSWERS_TIMES_MS = 3000;
const START_SECONDS_PER_MS = 0.28;
/** Within 1.8 on the one machine measured; other processors differ more in the model's sums than in the trial's: a wide range. */
const FACTOR = 3;

/** @param ms of `deviceTrialMs` */
export function guessFromTrial(ms: number): TimeGuess {
  return {
    answersPerMinute: ANSWERS_TIMES_MS / ms,
    startSeconds: START_SECONDS_PER_MS * ms,
    factor: FACTOR
  };
}

let guess: Promise<TimeGuess | null> | undefined;

/** The guess for this device, measured once a page; null where it could not be measured. */
export function timeGuess(): Promise<TimeGuess | null> {
  guess ??= deviceTrialMs().then((ms) => (ms === null ? null : guessFromTrial(ms)));
  return guess;
}
