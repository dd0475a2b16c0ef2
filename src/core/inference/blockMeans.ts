import { BLOCK } from './resamples.ts';

/**
 * Weighted means over some questions, in the four resamples of a block. Loops are written out: an
 * array of four sums would be as slow as no blocks at all.
 */
export interface Weighing {
  weights: Float32Array;
  /** Per question where its four weights lie, counted from the beginning of a block. */
  places: Uint32Array;
  /** Sums of the weights over the questions in work; see `weightSums`. */
  sums: Float64Array;
}

/** Sums of the weights over the questions from `low` to `high`, for `plainMeans`, `blockMeans`. */
export function weightSums(weighing: Weighing, block: number, low: number, high: number): void {
  const { weights, places, sums } = weighing;
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let j = low; j < high; j++) {
    const from = block + (places[j] as number);
    sum0 += weights[from] as number;
    sum1 += weights[from + 1] as number;
    sum2 += weights[from + 2] as number;
    sum3 += weights[from + 3] as number;
  }
  sums[0] = sum0;
  sums[1] = sum1;
  sums[2] = sum2;
  sums[3] = sum3;
}

/**
 * Means of `values` (one a question, none missing) over the questions from `low` to `high`, to
 * `out[at..at+3]`.
 */
export function plainMeans(
  { weights, places, sums }: Weighing,
  block: number,
  values: Float64Array,
  low: number,
  high: number,
  out: Float64Array,
  at: number
): void {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let j = low; j < high; j++) {
    const value = values[j] as number;
    const from = block + (places[j] as number);
    sum0 += (weights[from] as number) * value;
    sum1 += (weights[from + 1] as number) * value;
    sum2 += (weights[from + 2] as number) * value;
    sum3 += (weights[from + 3] as number) * value;
  }
  out[at] = sum0 / (sums[0] as number);
  out[at + 1] = sum1 / (sums[1] as number);
  out[at + 2] = sum2 / (sums[2] as number);
  out[at + 3] = sum3 / (sums[3] as number);
}

/**
 * As `plainMeans`, slower, for values that may be missing (NaN): they have no weight. `stride` 1:
 * one value a question; BLOCK: each of the four resamples has its own.
 */
export function gappyMeans(
  { weights, places }: Weighing,
  block: number,
  values: Float64Array,
  stride: 1 | typeof BLOCK,
  low: number,
  high: number,
  out: Float64Array,
  at: number
): void {
  for (let r = 0; r < BLOCK; r++) {
    let sum = 0;
    let all = 0;
    for (let j = low; j < high; j++) {
      const value = values[stride === 1 ? j : j * BLOCK + r] as number;
      // NaN is the one value unequal to itself.
      if (value !== value) continue;
      const weight = weights[block + (places[j] as number) + r] as number;
      sum += weight * value;
      all += weight;
    }
    out[at + r] = sum / all;
  }
}

/** As `plainMeans` for values of which each of the four resamples has its own; none missing. */
export function blockMeans(
  { weights, places, sums }: Weighing,
  block: number,
  values: Float64Array,
  low: number,
  high: number,
  out: Float64Array,
  at: number
): void {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let j = low; j < high; j++) {
    const own = j * BLOCK;
    const from = block + (places[j] as number);
    sum0 += (weights[from] as number) * (values[own] as number);
    sum1 += (weights[from + 1] as number) * (values[own + 1] as number);
    sum2 += (weights[from + 2] as number) * (values[own + 2] as number);
    sum3 += (weights[from + 3] as number) * (values[own + 3] as number);
  }
  out[at] = sum0 / (sums[0] as number);
  out[at + 1] = sum1 / (sums[1] as number);
  out[at + 2] = sum2 / (sums[2] as number);
  out[at + 3] = sum3 / (sums[3] as number);
}

/** The pictures' similarities, question by picture, NaN where missing. */
export interface PictureGrid {
  values: Float64Array;
  width: number;
  /** Per question: has it every picture? */
  complete: readonly boolean[];
}

export function pictureGrid(values: Float64Array, width: number): PictureGrid {
  const complete = Array.from({ length: values.length / Math.max(1, width) }, (_, j) =>
    values.subarray(j * width, (j + 1) * width).every((value) => value === value)
  );
  return { values, width, complete };
}

/**
 * Per question the mean over the drawn pictures, for four resamples; NaN where none of its pictures
 * was drawn. `weights` holds, picture by picture, the four resamples' counts.
 */
export function pictureMeans(
  { values, width, complete }: PictureGrid,
  weights: Float64Array,
  out: Float64Array
): void {
  // Not always `width`: a picture that was not asked about yet is drawn, but is none of these.
  const drawn = Array.from({ length: BLOCK }, (_, r) => {
    let all = 0;
    for (let k = 0; k < width; k++) all += weights[k * BLOCK + r] as number;
    return all;
  });
  for (let j = 0; j < complete.length; j++) {
    let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
    const from = j * width;
    const to = j * BLOCK;
    if (!complete[j]) {
      for (let r = 0; r < BLOCK; r++) out[to + r] = gappyMean(values, from, width, weights, r);
      continue;
    }
    for (let k = 0; k < width; k++) {
      const value = values[from + k] as number;
      const at = k * BLOCK;
      sum0 += (weights[at] as number) * value;
      sum1 += (weights[at + 1] as number) * value;
      sum2 += (weights[at + 2] as number) * value;
      sum3 += (weights[at + 3] as number) * value;
    }
    out[to] = sum0 / (drawn[0] as number);
    out[to + 1] = sum1 / (drawn[1] as number);
    out[to + 2] = sum2 / (drawn[2] as number);
    out[to + 3] = sum3 / (drawn[3] as number);
  }
}

function gappyMean(
  values: Float64Array,
  from: number,
  width: number,
  weights: Float64Array,
  r: number
): number {
  let sum = 0;
  let all = 0;
  for (let k = 0; k < width; k++) {
    const value = values[from + k] as number;
    if (value !== value) continue;
    const weight = weights[k * BLOCK + r] as number;
    sum += weight * value;
    all += weight;
  }
  return sum / all;
}
