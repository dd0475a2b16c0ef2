import { seededRandom } from './random.ts';
import type { Estimate } from './types.ts';

export interface BootstrapOptions {
  /** Number of resamples B; default 10,000. */
  resamples?: number;
  /** Equal seeds and equal n draw the same resamples: comparisons across cues are paired. */
  seed: number;
}

const RESAMPLES = 10_000;

/**
 * Mean with its 95% percentile interval, resampling the values (one a question) with replacement.
 * One value has no interval; no values give a mean of NaN.
 */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions): Estimate {
  const n = values.length;
  return { mean: meanOf(values), interval: n < 2 ? null : interval(resample(values, options)), n };
}

/**
 * Mean of paired differences with its interval and the two-sided p that it is 0:
 * p = min(1, 2 (1 + min(#<=0, #>=0)) / (B + 1)); null for fewer than two pairs.
 */
export function bootstrapPaired(
  differences: ArrayLike<number>,
  options: BootstrapOptions
): Estimate & { p: number | null } {
  const n = differences.length;
  if (n < 2) return { mean: meanOf(differences), interval: null, n, p: null };
  const means = resample(differences, options);
  let notAbove = 0;
  let notBelow = 0;
  for (const mean of means) {
    if (mean <= 0) notAbove += 1;
    if (mean >= 0) notBelow += 1;
  }
  const p = Math.min(1, (2 * (1 + Math.min(notAbove, notBelow))) / (means.length + 1));
  return { mean: meanOf(differences), interval: interval(means), n, p };
}

function resample(values: ArrayLike<number>, options: BootstrapOptions): Float64Array {
  const { resamples = RESAMPLES, seed } = options;
  const from = Float64Array.from(values);
  const n = from.length;
  const random = drawsOf(seed, n * resamples);
  const means = new Float64Array(resamples);
  let at = 0;
  for (let b = 0; b < resamples; b++) {
    let sum = 0;
    for (let k = 0; k < n; k++, at++) sum += from[((random[at] as number) * n) | 0] as number;
    means[b] = sum / n;
  }
  return means;
}

let kept: { seed: number; random: Float64Array } | null = null;

/**
 * The first `count` random numbers of a seed. Those of the last seed are kept: ranking 92 countries
 * resamples each of them by the same numbers, and making them takes three times as long as using them.
 */
function drawsOf(seed: number, count: number): Float64Array {
  if (kept?.seed === seed && kept.random.length >= count) return kept.random;
  const next = seededRandom(seed);
  const random = Float64Array.from({ length: count }, next);
  kept = { seed, random };
  return random;
}

function interval(means: Float64Array): readonly [number, number] {
  const sorted = means.slice().sort();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** Linear between neighbours (Hyndman and Fan's type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const below = sorted[low] as number;
  const above = sorted[Math.min(low + 1, sorted.length - 1)] as number;
  return below + (above - below) * (at - low);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] as number;
  return sum / values.length;
}
