import { mean as meanOf } from '../mean.ts';
import { signFlipP } from './signFlips.ts';
import { tQuantile } from './studentT.ts';
import type { Estimate, PairedMean } from './types.ts';

/** Fewer units (questions, pictures, countries) have no p, no interval and no colour. */
const MIN_UNITS = 6;
const LEVEL = 0.05;
const POWER = 0.8;

/**
 * Mean of paired differences with p (sign flips), interval (Student t) and the smallest detectable
 * mean; controls-and-inference, Intervals and p.
 * @param differences one a unit (question, picture or country), none missing
 */
export function pairedMean(differences: ArrayLike<number>, { seed }: { seed: number }): PairedMean {
  const n = differences.length;
  const mean = meanOf(differences);
  if (n < MIN_UNITS) return { n, mean, p: null, interval: null, se: null, detectable: null };
  const se = standardError(differences, mean);
  const found = { n, mean, p: signFlipP(differences, seed), interval: reach(mean, se, n), se };
  return { ...found, detectable: detectableMean(found) };
}

/** Mean of one value a unit with its 95% interval (Student t); none missing. */
export function meanEstimate(values: ArrayLike<number>): Estimate {
  const n = values.length;
  const mean = meanOf(values);
  return { mean, n, interval: n < MIN_UNITS ? null : reach(mean, standardError(values, mean), n) };
}

/**
 * The smallest mean that a test at `level` finds in 80% of cases, (t at 1 - level / 2 + t.80) x se;
 * null where there is no test.
 */
export function detectableMean(
  { se, n }: Pick<PairedMean, 'se' | 'n'>,
  level = LEVEL
): number | null {
  return se === null ? null : (quantile(1 - level / 2, n - 1) + quantile(POWER, n - 1)) * se;
}

/**
 * The smallest |r| across n that a test at `level` finds in 80% of cases: t / root(df + t^2) with
 * df = n - 2 and t = (t at 1 - level / 2 + t.80).
 */
export function detectableCorrelation(n: number, level = LEVEL): number {
  const t = quantile(1 - level / 2, n - 2) + quantile(POWER, n - 2);
  return t / Math.sqrt(n - 2 + t * t);
}

/** A mean in another unit: mean, interval and what is detectable times `factor`; p stays. */
export function scaled(found: PairedMean, factor: number): PairedMean {
  const { interval, se, detectable } = found;
  const ends = interval && ([interval[0] * factor, interval[1] * factor] as const);
  const times = (value: number | null) => value && value * Math.abs(factor);
  return {
    ...{ ...found, mean: found.mean * factor, se: times(se), detectable: times(detectable) },
    interval: ends && factor < 0 ? [ends[1], ends[0]] : ends
  };
}

function reach(mean: number, se: number, n: number): [number, number] {
  const half = quantile(1 - LEVEL / 2, n - 1) * se;
  return [mean - half, mean + half];
}

/** Of a mean: the sample's standard deviation (n - 1) over the root of n. */
function standardError(values: ArrayLike<number>, mean: number): number {
  const n = values.length;
  let squares = 0;
  for (let k = 0; k < n; k++) squares += ((values[k] as number) - mean) ** 2;
  return Math.sqrt(squares / (n - 1) / n);
}

const quantiles = new Map<string, number>();

/** The cells of a figure share a few n and levels. */
function quantile(share: number, df: number): number {
  const key = `${share} ${df}`;
  const known = quantiles.get(key) ?? tQuantile(share, df);
  quantiles.set(key, known);
  return known;
}
