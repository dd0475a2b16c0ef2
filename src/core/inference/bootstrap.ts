import { mean } from '../mean.ts';
import { estimate, testedEstimate, type Tested } from './estimates.ts';
import { seededRandom } from './random.ts';
import type { Replicates } from './replicates.ts';
import type { Estimate } from './types.ts';

export interface BootstrapOptions {
  /** Number of resamples B; default 10,000. */
  resamples?: number;
  /** Equal seeds and equal n draw the same resamples: comparisons across cues are paired. */
  seed: number;
}

/** Mean with its interval, resampling the values (one a question); no values give a mean of NaN. */
export function bootstrapMean(values: ArrayLike<number>, options: BootstrapOptions): Estimate {
  const n = values.length;
  return estimate(meansOf(values, options), n) ?? { mean: NaN, interval: null, n };
}

/** Mean of paired differences with its interval and the p that it is 0. */
export function bootstrapPaired(differences: ArrayLike<number>, options: BootstrapOptions): Tested {
  const n = differences.length;
  const found = testedEstimate(meansOf(differences, options), n);
  return found ?? { mean: NaN, interval: null, n, p: null };
}

/** The observed mean, then that of each resample (drawn with replacement). */
function meansOf(values: ArrayLike<number>, options: BootstrapOptions): Replicates {
  const from = Float64Array.from(values);
  const n = from.length;
  // Fewer than two have no interval, so that nothing need be drawn.
  const resamples = n < 2 ? 0 : (options.resamples ?? 10_000);
  const random = drawsOf(options.seed, n * resamples);
  const means = new Float64Array(resamples + 1);
  means[0] = mean(from);
  let at = 0;
  for (let b = 1; b <= resamples; b++) {
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
