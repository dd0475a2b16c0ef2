import { AppError } from '../errors.ts';
import type { Distribution, Scale } from '../survey/types.ts';
import type { Metric } from './metrics.ts';

/** Unit of a divergence: natural logarithm or base 2. */
export type InformationUnit = 'nats' | 'bits';

/** Jensen-Shannon divergence: mean Kullback-Leibler divergence of p and h from their midpoint; >= 0. */
export function jsd(p: Distribution, h: Distribution, unit: InformationUnit): number {
  requireSameLength(p, h);
  let total = 0;
  for (let k = 0; k < p.length; k++) {
    const a = p[k] as number;
    const b = h[k] as number;
    const middle = (a + b) / 2;
    if (a > 0) total += a * Math.log(a / middle);
    if (b > 0) total += b * Math.log(b / middle);
  }
  // Rounding can leave a tiny negative number, whose root would not exist.
  const nats = Math.max(0, total / 2);
  return unit === 'bits' ? nats / Math.LN2 : nats;
}

/** Wasserstein-1 distance between two distributions over steps 0..k-1 of a scale, in steps. */
export function wassersteinSteps(p: Distribution, h: Distribution): number {
  requireSameLength(p, h);
  let ahead = 0;
  let total = 0;
  for (let k = 0; k < p.length - 1; k++) {
    ahead += (p[k] as number) - (h[k] as number);
    total += Math.abs(ahead);
  }
  return total;
}

/** Does a metric have a meaning on this scale? `wasserstein` needs ordered options. */
export function metricApplies(metric: Metric, scale: Scale): boolean {
  return metric !== 'wasserstein' || scale === 'ordinal';
}

/**
 * Similarity S(p, h) in [0, 1], 1 = equal, under one of the four named readings (method.md):
 * 1 - divergence (bits), 1 - its root (nats, bits), 1 - W1 / (k - 1).
 * Throws AppError `metric-needs-order` for `wasserstein` on a nominal question.
 */
export function similarity(metric: Metric, p: Distribution, h: Distribution, scale: Scale): number {
  if (!metricApplies(metric, scale)) throw new AppError('metric-needs-order', { metric });
  switch (metric) {
    case 'jsd-bits':
      return 1 - jsd(p, h, 'bits');
    case 'js-distance-nats':
      return 1 - Math.sqrt(jsd(p, h, 'nats'));
    case 'js-distance-bits':
      return 1 - Math.sqrt(jsd(p, h, 'bits'));
    case 'wasserstein':
      return p.length < 2 ? 1 : 1 - wassersteinSteps(p, h) / (p.length - 1);
  }
}

/** An answer spread evenly over n options. */
export function uniform(n: number): Distribution {
  return new Array<number>(n).fill(1 / n);
}

/**
 * (S - S_uniform) / (1 - S_uniform): 0 = no better than an even spread, 1 = the survey itself; null
 * where the survey itself is even, so that nothing is left to gain.
 */
export function skill(s: number, sUniform: number): number | null {
  return sUniform >= 1 ? null : (s - sUniform) / (1 - sUniform);
}

function requireSameLength(p: Distribution, h: Distribution): void {
  if (p.length !== h.length) {
    throw new RangeError(`Distributions over ${p.length} and ${h.length} options do not compare.`);
  }
}
