import type { Estimate } from '../types.ts';
import type { Replicates } from './replicates.ts';

/** A mean with its interval and the two-sided p that it is 0; both null where n < 2. */
export interface Tested extends Estimate {
  p: number | null;
}

/**
 * The observed value (element 0) with its 95% percentile interval over the resamples; those in
 * which nothing was drawn are left out. Null where there is no observed value.
 * @param n questions behind it: one question has no interval
 */
export function estimate(replicates: Replicates, n: number): Estimate | null {
  const mean = replicates[0] as number;
  if (Number.isNaN(mean)) return null;
  return { mean, interval: n < 2 ? null : percentileInterval(drawn(replicates)), n };
}

/** As `estimate`, with p = min(1, 2 (1 + min(#<=0, #>=0)) / (B + 1)). */
export function testedEstimate(replicates: Replicates, n: number): Tested | null {
  const found = estimate(replicates, n);
  if (!found) return null;
  if (n < 2) return { ...found, p: null };
  let notAbove = 0;
  let notBelow = 0;
  let count = 0;
  for (let b = 1; b < replicates.length; b++) {
    const value = replicates[b] as number;
    if (Number.isNaN(value)) continue;
    count += 1;
    if (value <= 0) notAbove += 1;
    if (value >= 0) notBelow += 1;
  }
  const p = Math.min(1, (2 * (1 + Math.min(notAbove, notBelow))) / (count + 1));
  return { ...found, p };
}

/** Element by element. */
export function combine(
  a: Replicates,
  b: Replicates,
  of: (a: number, b: number) => number
): Replicates {
  const result = new Float64Array(a.length);
  for (let row = 0; row < a.length; row++) result[row] = of(a[row] as number, b[row] as number);
  return result;
}

export const minus = (a: number, b: number) => a - b;

/** 2.5% and 97.5% percentiles (type 7, as in bootstrap.ts); null for fewer than two resamples. */
function percentileInterval(values: Float64Array): readonly [number, number] | null {
  if (values.length < 2) return null;
  return [percentile(values, 0.025), percentile(values, 0.975)];
}

function percentile(values: Float64Array, share: number): number {
  const at = share * (values.length - 1);
  const low = Math.floor(at);
  const below = select(values, low);
  if (low + 1 >= values.length) return below;
  // `select` leaves nothing smaller than the element at `low` behind it.
  let above = Infinity;
  for (let k = low + 1; k < values.length; k++) above = Math.min(above, values[k] as number);
  return below + (above - below) * (at - low);
}

/** The element that sorting would put at `index`; reorders `values` around it (Hoare's selection). */
function select(values: Float64Array, index: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i <= j) {
        const swap = values[i] as number;
        values[i] = values[j] as number;
        values[j] = swap;
        i += 1;
        j -= 1;
      }
    }
    if (index <= j) high = j;
    else if (index >= i) low = i;
    else break;
  }
  return values[index] as number;
}

/** The resamples' values, without those in which nothing was drawn. */
function drawn(replicates: Replicates): Float64Array {
  const values = new Float64Array(replicates.length - 1);
  let count = 0;
  for (let b = 1; b < replicates.length; b++) {
    const value = replicates[b] as number;
    // NaN is the one value unequal to itself.
    if (value === value) values[count++] = value;
  }
  return values.subarray(0, count);
}
