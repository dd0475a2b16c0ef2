import { mean } from '../mean.ts';
import { percentileOf, pointingAxes, type Grid } from './pointing.ts';

/**
 * How the mean own-country percentile hangs on single questions: its jackknife pseudo-values, one a
 * question that some cue has, n x all - (n - 1) x without it. Their mean and t interval are those
 * of a mean over questions, near enough for a statistic that is none (Tukey 1958).
 * @param shifts, positions as `pointing` takes them
 * @param own per cue the index of its country; cues without one (-1) take no part
 */
export function questionPseudoValues(
  shifts: Grid,
  positions: Grid,
  own: readonly number[]
): Float64Array {
  const { t, z } = pointingAxes(shifts, positions);
  const questions = t[0]?.length ?? 0;
  const has = Array.from({ length: questions }, (_, q) => t.some((row) => !Number.isNaN(row[q])));
  const asked = has.flatMap((any, q) => (any ? [q] : []));
  const places = [...new Set(own.filter((place) => place >= 0))];
  const all: number[] = [];
  const without = places.map((place) => {
    const cues = t.filter((_, x) => own[x] === place).map((cue) => leftOut(cue, z, place, asked));
    all.push(meanKnown(cues.map(({ whole }) => whole)));
    return asked.map((_, k) => meanKnown(cues.map(({ parts }) => parts[k] as number)));
  });
  const n = asked.length;
  const whole = meanKnown(all);
  return Float64Array.from(
    asked,
    (_, k) => n * whole - (n - 1) * meanKnown(without.map((row) => row[k] as number))
  );
}

/** A cue's own-country percentile over all questions, and without each. */
function leftOut(
  cue: Float64Array,
  countries: readonly Float64Array[],
  own: number,
  asked: readonly number[]
): { whole: number; parts: Float64Array } {
  const size = countries.length;
  const dot = new Float64Array(size);
  const left = new Float64Array(size);
  const right = new Float64Array(size);
  const cosines = new Float64Array(size);
  /** Adds a question to the sums, or takes it away again. */
  const count = (q: number, sign: number) => {
    const x = cue[q] as number;
    for (let c = 0; c < size; c++) {
      const y = (countries[c] as Float64Array)[q] as number;
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      dot[c] = (dot[c] as number) + sign * x * y;
      left[c] = (left[c] as number) + sign * x * x;
      right[c] = (right[c] as number) + sign * y * y;
    }
  };
  const percentile = () => {
    for (let c = 0; c < size; c++) {
      const [l, r] = [left[c] as number, right[c] as number];
      // Sums that should be 0 differ from it by rounding.
      cosines[c] = l > 1e-18 && r > 1e-18 ? (dot[c] as number) / Math.sqrt(l * r) : NaN;
    }
    return percentileOf(cosines, own);
  };
  for (const q of asked) count(q, 1);
  const whole = percentile();
  const parts = Float64Array.from(asked, (q) => {
    if (Number.isNaN(cue[q])) return whole;
    count(q, -1);
    const found = percentile();
    count(q, 1);
    return found;
  });
  return { whole, parts };
}

const meanKnown = (values: readonly number[]) =>
  mean(values.filter((value) => !Number.isNaN(value)));
