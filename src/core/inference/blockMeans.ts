import { BLOCK, type Weights } from './resamples.ts';

/**
 * Weighted means over some items, in the four resamples of a block. Loops are written out: an array
 * of four sums would be as slow as no blocks at all.
 */
export interface Weighing {
  weights: Weights;
  /** Per item where its four weights lie, counted from the beginning of a block. */
  places: Uint32Array;
  /** The items in work: from the first to before the last. */
  from: number;
  to: number;
  /** Sums of their weights; see `weightSums`. */
  sums: Float64Array;
}

/** Sums of the items' weights in a block, for `plainMeans` and `blockMeans`. */
export function weightSums({ weights, places, from, to, sums }: Weighing, block: number): void {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let j = from; j < to; j++) {
    const at = block + (places[j] as number);
    sum0 += weights[at] as number;
    sum1 += weights[at + 1] as number;
    sum2 += weights[at + 2] as number;
    sum3 += weights[at + 3] as number;
  }
  sums[0] = sum0;
  sums[1] = sum1;
  sums[2] = sum2;
  sums[3] = sum3;
}

/** Means of `values`, one an item and none missing, to `out[first..first+3]`. */
export function plainMeans(
  { weights, places, from, to, sums }: Weighing,
  block: number,
  values: Float64Array,
  out: Float64Array,
  first: number
): void {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let j = from; j < to; j++) {
    const value = values[j] as number;
    const at = block + (places[j] as number);
    sum0 += (weights[at] as number) * value;
    sum1 += (weights[at + 1] as number) * value;
    sum2 += (weights[at + 2] as number) * value;
    sum3 += (weights[at + 3] as number) * value;
  }
  out[first] = sum0 / (sums[0] as number);
  out[first + 1] = sum1 / (sums[1] as number);
  out[first + 2] = sum2 / (sums[2] as number);
  out[first + 3] = sum3 / (sums[3] as number);
}

/** As `plainMeans` for values of which each of the four resamples has its own; none missing. */
export function blockMeans(
  { weights, places, from, to, sums }: Weighing,
  block: number,
  values: Float64Array,
  out: Float64Array,
  first: number
): void {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let j = from; j < to; j++) {
    const own = j * BLOCK;
    const at = block + (places[j] as number);
    sum0 += (weights[at] as number) * (values[own] as number);
    sum1 += (weights[at + 1] as number) * (values[own + 1] as number);
    sum2 += (weights[at + 2] as number) * (values[own + 2] as number);
    sum3 += (weights[at + 3] as number) * (values[own + 3] as number);
  }
  out[first] = sum0 / (sums[0] as number);
  out[first + 1] = sum1 / (sums[1] as number);
  out[first + 2] = sum2 / (sums[2] as number);
  out[first + 3] = sum3 / (sums[3] as number);
}

/**
 * As either, slower, for values that may be missing (NaN): they have no weight.
 * @param stride 1: one value an item; BLOCK: each of the four resamples has its own
 */
export function gappyMeans(
  { weights, places, from, to }: Weighing,
  block: number,
  values: Float64Array,
  out: Float64Array,
  first: number,
  stride: 1 | typeof BLOCK
): void {
  for (let r = 0; r < BLOCK; r++) {
    let sum = 0;
    let all = 0;
    for (let j = from; j < to; j++) {
      const value = values[stride === 1 ? j : j * BLOCK + r] as number;
      // NaN is the one value unequal to itself.
      if (value !== value) continue;
      const weight = weights[block + (places[j] as number) + r] as number;
      sum += weight * value;
      all += weight;
    }
    out[first + r] = sum / all;
  }
}
