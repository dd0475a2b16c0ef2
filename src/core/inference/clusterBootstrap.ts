import { quantileOf } from './quantile.ts';
import { seededRandom } from './random.ts';
import type { Random } from './types.ts';

/** Fewer clusters make a bootstrap's intervals too narrow. */
export const MIN_CLUSTERS = 15;

type Ends = readonly [low: number, high: number];

/** What resampling says of two means and of the second less the first. */
export interface Resampled {
  first: Ends;
  second: Ends;
  difference: { interval: Ends; se: number; p: number };
}

export interface ClusterOptions {
  countries: number;
  questions: number;
  /** Of some questions each (places among all): a mean over each is wanted. */
  groups: readonly (readonly number[])[];
  /** Resamples B and their seed. */
  count: number;
  seed: number;
}

/**
 * Cluster bootstrap of means over countries and questions: in each resample whole countries are
 * drawn with replacement, the same for all groups, and questions within each group. Intervals are
 * 2.5% and 97.5% percentiles, p = min(1, 2 (1 + min(#<=0, #>=0)) / (B + 1)).
 * Source: Efron 1979; Davison and Hinkley 1997.
 * @param first country x question, none missing; so is `second`
 */
export function clusterBootstrap(
  first: Float64Array,
  second: Float64Array,
  { countries, questions, groups, count, seed }: ClusterOptions
): Resampled[] {
  const random = seededRandom(seed);
  const means = groups.map(() => ({
    first: new Float64Array(count),
    second: new Float64Array(count)
  }));
  const drawn = new Uint16Array(countries);
  const [a, b] = [new Float64Array(questions), new Float64Array(questions)];
  for (let row = 0; row < count; row++) {
    draw(drawn, random);
    sumRows(first, drawn, a);
    sumRows(second, drawn, b);
    groups.forEach((members, g) => {
      const out = means[g] as (typeof means)[number];
      let [sumA, sumB] = [0, 0];
      for (let k = 0; k < members.length; k++) {
        const q = members[(random() * members.length) | 0] as number;
        sumA += a[q] as number;
        sumB += b[q] as number;
      }
      out.first[row] = sumA / (members.length * countries);
      out.second[row] = sumB / (members.length * countries);
    });
  }
  return means.map(({ first: x, second: y }) => {
    const differences = x.map((value, row) => (y[row] as number) - value);
    const p = twoSided(differences);
    const se = deviation(differences);
    return {
      first: percentiles(x),
      second: percentiles(y),
      difference: { interval: percentiles(differences), se, p }
    };
  });
}

/** How often each is drawn, when as many are drawn as there are. */
function draw(times: Uint16Array, random: Random): void {
  times.fill(0);
  for (let k = 0; k < times.length; k++) {
    const at = (random() * times.length) | 0;
    times[at] = (times[at] as number) + 1;
  }
}

/** Question by question the sum over countries, each as often as it was drawn. */
function sumRows(values: Float64Array, times: Uint16Array, out: Float64Array): void {
  out.fill(0);
  const width = out.length;
  for (let c = 0; c < times.length; c++) {
    const weight = times[c] as number;
    if (weight === 0) continue;
    const from = c * width;
    for (let q = 0; q < width; q++) {
      out[q] = (out[q] as number) + weight * (values[from + q] as number);
    }
  }
}

function twoSided(differences: Float64Array): number {
  let [notAbove, notBelow] = [0, 0];
  for (const value of differences) {
    notAbove += Number(value <= 0);
    notBelow += Number(value >= 0);
  }
  return Math.min(1, (2 * (1 + Math.min(notAbove, notBelow))) / (differences.length + 1));
}

function deviation(values: Float64Array): number {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** 2.5% and 97.5%. */
function percentiles(values: Float64Array): Ends {
  const sorted = values.slice().sort();
  return [quantileOf(sorted, 0.025), quantileOf(sorted, 0.975)];
}
