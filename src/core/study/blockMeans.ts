/**
 * Weighted means of four resamples at a time: the four sums do not wait for each other, which makes
 * the loops about twice as fast as one by one. Four numbers that belong to one question lie together.
 */
export const BLOCK = 4;

/** Sums of the weights over the questions from `low` to `high`, one per resample, to `out`. */
export function weightSums(
  weights: Float64Array,
  low: number,
  high: number,
  out: Float64Array
): void {
  out.fill(0);
  for (let at = low * BLOCK; at < high * BLOCK; at += BLOCK) {
    for (let r = 0; r < BLOCK; r++) out[r] = (out[r] as number) + (weights[at + r] as number);
  }
}

/**
 * Means of `values` (one a question, none missing) over the questions from `low` to `high`, to
 * `out[at..at+3]`; `sums` are the `weightSums` of the same questions.
 */
export function plainMeans(
  weights: Float64Array,
  sums: Float64Array,
  values: Float64Array,
  low: number,
  high: number,
  out: Float64Array,
  at: number
): void {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let j = low; j < high; j++) {
    const value = values[j] as number;
    const from = j * BLOCK;
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
  weights: Float64Array,
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
      sum += (weights[j * BLOCK + r] as number) * value;
      all += weights[j * BLOCK + r] as number;
    }
    out[at + r] = sum / all;
  }
}

/** As `plainMeans` for values of which each of the four resamples has its own; none missing. */
export function blockMeans(
  weights: Float64Array,
  sums: Float64Array,
  values: Float64Array,
  low: number,
  high: number,
  out: Float64Array,
  at: number
): void {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
  for (let from = low * BLOCK; from < high * BLOCK; from += BLOCK) {
    sum0 += (weights[from] as number) * (values[from] as number);
    sum1 += (weights[from + 1] as number) * (values[from + 1] as number);
    sum2 += (weights[from + 2] as number) * (values[from + 2] as number);
    sum3 += (weights[from + 3] as number) * (values[from + 3] as number);
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
