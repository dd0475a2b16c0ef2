import { AppError } from '../errors.ts';
import type { Scale } from '../survey/types.ts';
import type { Metric } from './metrics.ts';

/** Does a metric have a meaning on this scale? `wasserstein` needs ordered options. */
export function metricApplies(metric: Metric, scale: Scale): boolean {
  return metric !== 'wasserstein' || scale === 'ordinal';
}

/**
 * Similarity S(p, h) in [0, 1], 1 = equal, under one of the four named readings (docs/method.md,
 * Measures): 1 - divergence (bits), 1 - its root (nats, bits), 1 - W1 / (n - 1). The distributions
 * over `n` options may lie in larger arrays. The caller leaves out questions on which the metric has
 * no meaning.
 */
export function similarityAt(
  metric: Metric,
  p: ArrayLike<number>,
  pStart: number,
  h: ArrayLike<number>,
  hStart: number,
  n: number
): number {
  if (metric === 'wasserstein') {
    return n < 2 ? 1 : 1 - wassersteinAt(p, pStart, h, hStart, n) / (n - 1);
  }
  const nats = divergenceAt(p, pStart, h, hStart, n);
  if (metric === 'jsd-bits') return 1 - nats / Math.LN2;
  return 1 - Math.sqrt(metric === 'js-distance-nats' ? nats : nats / Math.LN2);
}

/**
 * `similarityAt` of two whole distributions. Throws AppError `metric-needs-order` for `wasserstein`
 * on a nominal question, a RangeError for different numbers of options.
 */
export function similarity(
  metric: Metric,
  p: ArrayLike<number>,
  h: ArrayLike<number>,
  scale: Scale
): number {
  if (!metricApplies(metric, scale)) throw new AppError('metric-needs-order', { metric });
  if (p.length !== h.length) {
    throw new RangeError(`Distributions over ${p.length} and ${h.length} options do not compare.`);
  }
  return similarityAt(metric, p, 0, h, 0, p.length);
}

/**
 * Jensen-Shannon divergence in nats: mean Kullback-Leibler divergence of p and h from their
 * midpoint; >= 0.
 */
export function divergenceAt(
  p: ArrayLike<number>,
  pStart: number,
  h: ArrayLike<number>,
  hStart: number,
  n: number
): number {
  let total = 0;
  for (let k = 0; k < n; k++) {
    const a = p[pStart + k] as number;
    const b = h[hStart + k] as number;
    const middle = (a + b) / 2;
    if (a > 0) total += a * Math.log(a / middle);
    if (b > 0) total += b * Math.log(b / middle);
  }
  // Rounding can leave a tiny negative number, whose root would not exist.
  return Math.max(0, total / 2);
}

/** Wasserstein-1 distance between two distributions over steps 0..n-1 of a scale, in steps. */
function wassersteinAt(
  p: ArrayLike<number>,
  pStart: number,
  h: ArrayLike<number>,
  hStart: number,
  n: number
): number {
  let ahead = 0;
  let total = 0;
  for (let k = 0; k < n - 1; k++) {
    ahead += (p[pStart + k] as number) - (h[hStart + k] as number);
    total += Math.abs(ahead);
  }
  return total;
}

/** An answer spread evenly over n options. */
export function uniform(n: number): Float64Array {
  return new Float64Array(n).fill(1 / n);
}

/**
 * (S - S_uniform) / (1 - S_uniform): 0 = no better than an even spread, 1 = the survey itself; NaN
 * where the survey itself is even, so that nothing is left to gain.
 */
export function skill(s: number, sUniform: number): number {
  return sUniform >= 1 ? NaN : (s - sUniform) / (1 - sUniform);
}
