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
  const both = (country: Float64Array, q: number) =>
    !Number.isNaN(cue[q]) && !Number.isNaN(country[q]);
  const sums = countries.map((country) => {
    let [dot, left, right] = [0, 0, 0];
    for (const q of asked) {
      if (!both(country, q)) continue;
      const [x, y] = [cue[q] as number, country[q] as number];
      dot += x * y;
      left += x * x;
      right += y * y;
    }
    return { dot, left, right };
  });
  const cosines = new Float64Array(countries.length);
  sums.forEach(({ dot, left, right }, c) => (cosines[c] = cosine(dot, left, right)));
  const whole = percentileOf(cosines, own);
  const parts = Float64Array.from(asked, (q) => {
    if (Number.isNaN(cue[q])) return whole;
    sums.forEach(({ dot, left, right }, c) => {
      const country = countries[c] as Float64Array;
      const [x, y] = both(country, q) ? [cue[q] as number, country[q] as number] : [0, 0];
      cosines[c] = cosine(dot - x * y, left - x * x, right - y * y);
    });
    return percentileOf(cosines, own);
  });
  return { whole, parts };
}

/** NaN where nothing is left; sums that should be 0 differ from it by rounding. */
function cosine(dot: number, left: number, right: number): number {
  return left > 1e-18 && right > 1e-18 ? dot / Math.sqrt(left * right) : NaN;
}

const meanKnown = (values: readonly number[]) =>
  mean(values.filter((value) => !Number.isNaN(value)));
