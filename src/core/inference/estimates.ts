import type { Estimate } from './types.ts';
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
    // Without branches, which nobody could predict; NaN is neither, and unequal to itself.
    count += Number(value === value);
    notAbove += Number(value <= 0);
    notBelow += Number(value >= 0);
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

/** a - b, element by element; a loop of its own is several times as fast as `combine`. */
export function differences(a: Replicates, b: Replicates): Replicates {
  const result = new Float64Array(a.length);
  for (let row = 0; row < a.length; row++) result[row] = (a[row] as number) - (b[row] as number);
  return result;
}

/**
 * 2.5% and 97.5% percentiles, linear between neighbours (Hyndman and Fan's type 7); null for fewer
 * than two resamples.
 */
function percentileInterval(values: Float64Array): readonly [number, number] | null {
  const last = values.length - 1;
  if (last < 1) return null;
  const high = 0.975 * last;
  const highAt = Math.floor(high);
  const highBelow = select(values, highAt, 0, last);
  // `select` leaves nothing smaller than its element behind it, and nothing greater in front.
  let highAbove = Infinity;
  for (let k = highAt + 1; k <= last; k++) highAbove = Math.min(highAbove, values[k] as number);
  const low = 0.025 * last;
  const lowAt = Math.floor(low);
  const lowAbove = lowAt + 1 <= highAt ? select(values, lowAt + 1, 0, highAt) : highAbove;
  let lowBelow = -Infinity;
  for (let k = 0; k <= lowAt; k++) lowBelow = Math.max(lowBelow, values[k] as number);
  return [between(lowBelow, lowAbove, low - lowAt), between(highBelow, highAbove, high - highAt)];
}

function between(below: number, above: number, share: number): number {
  return share === 0 ? below : below + (above - below) * share;
}

/**
 * The element that sorting would put at `index`, which lies in `low` to `high`; reorders those around
 * it. Floyd and Rivest's selection (1975): a sample tells a narrow range first, so that hardly more
 * than one pass over all values is needed.
 */
function select(values: Float64Array, index: number, low: number, high: number): number {
  while (low < high) {
    const n = high - low + 1;
    if (n > 600) {
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const i = index - low + 1;
      const spread = 0.5 * Math.sqrt((z * s * (n - s)) / n) * Math.sign(i - n / 2);
      const from = Math.max(low, Math.floor(index - (i * s) / n + spread));
      const to = Math.min(high, Math.floor(index + ((n - i) * s) / n + spread));
      select(values, index, from, to);
    }
    const pivot = values[index] as number;
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

let scratch = new Float64Array(0);

/**
 * The resamples' values, without those in which nothing was drawn; good until the next call: making
 * room anew for thousands of intervals costs as much as finding them.
 */
function drawn(replicates: Replicates): Float64Array {
  if (scratch.length < replicates.length) scratch = new Float64Array(replicates.length);
  let count = 0;
  for (let b = 1; b < replicates.length; b++) {
    const value = replicates[b] as number;
    // NaN is the one value unequal to itself.
    if (value === value) scratch[count++] = value;
  }
  return scratch.subarray(0, count);
}
