import { mean as meanOf } from '../mean.ts';

/** Numbers by row and column; NaN where missing. */
export type Grid = readonly ArrayLike<number>[];

/** Fewer cues of a kind tell too little of how far a question moves: then no question is scaled. */
const MIN_CUES_TO_SCALE = 8;

/** Towards whom each cue moves the model: cue x country. */
export interface Pointing {
  /** Cosine between a cue's movements and a country's distinctness; NaN without shared questions. */
  cosine: Float64Array[];
  /** Questions behind each cosine. */
  n: Uint32Array[];
  /** Per cue the share of other countries that it points to less than to its own; NaN: none known. */
  percentile: Float64Array;
}

/**
 * Pointing: cosine(t(x), z(c)) over the questions that both know, blind to how calibrated a model
 * is. z: how far a country's people stand from all countries' mean, in standard deviations of the
 * countries; t: a cue's net movement over the root mean square of all cues' (with 8 cues or more).
 * Source: controls-and-inference, Pointing.
 * @param shifts net movement of the expected position, cue x question
 * @param positions the survey's expected positions, country x question
 * @param own per cue the index of its country; -1 for none
 */
export function pointing(shifts: Grid, positions: Grid, own: readonly number[]): Pointing {
  const { t, z } = pointingAxes(shifts, positions);
  const cosine = t.map(() => new Float64Array(z.length));
  const n = t.map(() => new Uint32Array(z.length));
  t.forEach((cue, x) =>
    z.forEach((country, c) => {
      const found = cosineOf(cue, country);
      (cosine[x] as Float64Array)[c] = found.cosine;
      (n[x] as Uint32Array)[c] = found.n;
    })
  );
  const percentile = Float64Array.from(cosine, (row, x) => percentileOf(row, own[x] ?? -1));
  return { cosine, n, percentile };
}

/** What the cosines are between: t, cue x question, and z, country x question; NaN where missing. */
export function pointingAxes(
  shifts: Grid,
  positions: Grid
): { t: Float64Array[]; z: Float64Array[] } {
  const questions = shifts.reduce((most, { length }) => Math.max(most, length), 0);
  return { t: scaled(shifts, questions), z: standardised(positions, questions) };
}

/** The share of the other values below that of `own`, ties half; NaN where it is missing. */
export function percentileOf(values: ArrayLike<number>, own: number): number {
  const mine = values[own] ?? NaN;
  if (Number.isNaN(mine)) return NaN;
  let below = 0;
  let others = 0;
  for (let c = 0; c < values.length; c++) {
    const value = values[c] as number;
    if (c === own || Number.isNaN(value)) continue;
    others += 1;
    below += value < mine ? 1 : value === mine ? 0.5 : 0;
  }
  return below / others;
}

/** Movements over their question's root mean square, where enough cues of the kind tell it. */
function scaled(shifts: Grid, questions: number): Float64Array[] {
  const scale = new Float64Array(questions).fill(1);
  if (shifts.length >= MIN_CUES_TO_SCALE) {
    for (let q = 0; q < questions; q++) {
      const known = shifts.map((row) => row[q] ?? NaN).filter((value) => !Number.isNaN(value));
      const square = meanOf(known.map((value) => value * value));
      // A question that no cue moves points nowhere.
      scale[q] = square > 0 ? Math.sqrt(square) : 1;
    }
  }
  return shifts.map((row) => Float64Array.from(scale, (divisor, q) => (row[q] ?? NaN) / divisor));
}

/** Per question z scores over the countries that have it (standard deviation over n). */
function standardised(positions: Grid, questions: number): Float64Array[] {
  const z = positions.map(() => new Float64Array(questions).fill(NaN));
  for (let q = 0; q < questions; q++) {
    const values = positions.map((row) => row[q] ?? NaN);
    const known = values.filter((value) => !Number.isNaN(value));
    const mean = meanOf(known);
    const variance = meanOf(known.map((value) => (value - mean) ** 2));
    // Where all people answer alike nobody stands apart.
    if (!(variance > 1e-18)) continue;
    values.forEach(
      (value, c) => ((z[c] as Float64Array)[q] = (value - mean) / Math.sqrt(variance))
    );
  }
  return z;
}

function cosineOf(a: Float64Array, b: Float64Array): { cosine: number; n: number } {
  let [dot, left, right, n] = [0, 0, 0, 0];
  for (let q = 0; q < a.length; q++) {
    const [x, y] = [a[q] as number, b[q] as number];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    dot += x * y;
    left += x * x;
    right += y * y;
    n += 1;
  }
  return { cosine: left > 0 && right > 0 ? dot / Math.sqrt(left * right) : NaN, n };
}
