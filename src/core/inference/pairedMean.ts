import { mean as meanOf } from '../mean.ts';
import { signFlipP } from './signFlips.ts';
import { tQuantile } from './studentT.ts';

/** Fewer differences have no p, no interval and no colour. */
const MIN_UNITS = 6;
const LEVEL = 0.05;
const POWER = 0.8;

/** The mean of paired differences, and what can be said of it. */
export interface PairedMean {
  n: number;
  /** NaN for no difference at all. */
  mean: number;
  /** Two-sided, by sign flips. Null, as the next two, for fewer than 6 differences. */
  p: number | null;
  /** 95%, Student t. */
  interval: readonly [low: number, high: number] | null;
  /** The smallest mean that would have been found in 80% of cases: (t.975 + t.80) x se. */
  detectable: number | null;
}

/**
 * Mean of paired differences with p (sign flips), interval (Student t) and the smallest detectable
 * mean; controls-and-inference, Intervals and p.
 * @param differences one a unit (question, or picture), none missing
 * @param level of the test that `detectable` speaks of: another where p values are adjusted
 */
export function pairedMean(
  differences: ArrayLike<number>,
  { seed, level = LEVEL }: { seed: number; level?: number }
): PairedMean {
  const n = differences.length;
  const mean = meanOf(differences);
  if (n < MIN_UNITS) return { n, mean, p: null, interval: null, detectable: null };
  const se = standardError(differences, mean);
  const reach = tQuantile(1 - LEVEL / 2, n - 1) * se;
  return {
    n,
    mean,
    p: signFlipP(differences, seed),
    interval: [mean - reach, mean + reach],
    detectable: (tQuantile(1 - level / 2, n - 1) + tQuantile(POWER, n - 1)) * se
  };
}

/** Of a mean: the sample's standard deviation (n - 1) over the root of n. */
function standardError(values: ArrayLike<number>, mean: number): number {
  const n = values.length;
  const squares = Array.from(values).reduce((total, value) => total + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (n - 1) / n);
}
