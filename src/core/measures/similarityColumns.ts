import type { Metric } from './metrics.ts';

/**
 * `similarity` of src/core between two distributions over `n` options that lie in larger arrays,
 * the same to the last bit (a test holds them together). The caller leaves out questions on which
 * the metric has no meaning.
 */
export function similarityAt(
  metric: Metric,
  p: Float64Array,
  pStart: number,
  h: Float64Array,
  hStart: number,
  n: number
): number {
  if (metric === 'wasserstein') return wassersteinAt(p, pStart, h, hStart, n);
  const nats = divergenceAt(p, pStart, h, hStart, n);
  if (metric === 'jsd-bits') return 1 - nats / Math.LN2;
  if (metric === 'js-distance-nats') return 1 - Math.sqrt(nats);
  return 1 - Math.sqrt(nats / Math.LN2);
}

/** Jensen-Shannon divergence in nats. */
export function divergenceAt(
  p: Float64Array,
  pStart: number,
  h: Float64Array,
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
  return Math.max(0, total / 2);
}

function wassersteinAt(
  p: Float64Array,
  pStart: number,
  h: Float64Array,
  hStart: number,
  n: number
): number {
  if (n < 2) return 1;
  let ahead = 0;
  let total = 0;
  for (let k = 0; k < n - 1; k++) {
    ahead += (p[pStart + k] as number) - (h[hStart + k] as number);
    total += Math.abs(ahead);
  }
  return 1 - total / (n - 1);
}
