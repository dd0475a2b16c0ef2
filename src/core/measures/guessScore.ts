import { meanEstimate, pairedMean } from '../inference/pairedMean.ts';
import type { Estimate, PairedMean } from '../inference/types.ts';

/** A guess about one answer, and what it is held against. All are places in [0, 1] on the question's scale. */
export interface Guessed {
  guess: number;
  truth: number;
  /** Where the answer stood before anything was shown; null where that is not known. */
  start: number | null;
}

/** How far guesses lay from what they were about, in scale lengths, and how far two rules lay that know nothing. */
export interface GuessScore {
  own: Estimate;
  /** Everything in the middle of the scale. */
  middle: Estimate;
  /** Everything where it stood before; null where that is not known of every question. */
  still: Estimate | null;
  /** The guesses' distance less that of the nearer rule: below 0 the guesses were nearer. */
  behind: PairedMean;
}

/** Its test flips signs by lot; with a seed the same guesses give the same p. */
const SEED = 17;

/**
 * Mean |guess - truth| over questions, in [0, 1]: 0 is every mark on the spot, 1 every mark at the
 * wrong end. Null without a guess. Both rules are reckoned over the same questions; no interval and no
 * test below six of them (`meanEstimate`).
 */
export function guessScore(guesses: readonly Guessed[]): GuessScore | null {
  if (guesses.length === 0) return null;
  const own = guesses.map(({ guess, truth }) => Math.abs(guess - truth));
  const middle = guesses.map(({ truth }) => Math.abs(0.5 - truth));
  const starts = guesses.flatMap(({ start, truth }) =>
    start === null ? [] : [Math.abs(start - truth)]
  );
  const still = starts.length === guesses.length ? starts : null;
  const estimates = { middle: meanEstimate(middle), still: still && meanEstimate(still) };
  const nearer = still && (estimates.still?.mean ?? 1) < estimates.middle.mean ? still : middle;
  const gaps = own.map((distance, k) => distance - (nearer[k] as number));
  return { own: meanEstimate(own), ...estimates, behind: pairedMean(gaps, { seed: SEED }) };
}
