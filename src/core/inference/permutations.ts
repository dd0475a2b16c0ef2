import { seededRandom, shuffle } from './random.ts';

/** Two standardised series over the countries that both know. */
export interface QuestionPair {
  question: number;
  /** Indexes of the countries, ascending; `x` and `y` run parallel. */
  countries: readonly number[];
  x: Float64Array;
  y: Float64Array;
}

export interface MeanTest {
  count: number;
  mean: number;
  p: number;
  /** Root mean square of the mean over the permutations: its standard error where nothing is. */
  spread: number;
}

export interface PermutationTest {
  /** Per pair. */
  r: number[];
  p: number[];
  means: { all: MeanTest | null; groups: (MeanTest & { group: number })[] };
}

/** Rounding must not make a permutation that repeats the sample look smaller than it. */
const SLACK = 1e-12;

/**
 * Two-sided permutation p = (1 + #{|r*| >= |r|}) / (B + 1) of each pair's r and of their means. One
 * shuffle of all countries serves all pairs: each takes the order that it gives its own countries.
 */
export function permuteCountries(
  pairs: readonly QuestionPair[],
  options: { countries: number; groups: readonly number[]; permutations: number; seed: number }
): PermutationTest {
  const { countries, permutations, seed } = options;
  const shuffles = drawShuffles(countries, permutations, seed);
  const r = pairs.map(({ x, y }) => dot(x, y));
  const extreme = new Uint32Array(pairs.length);
  const groupIds = [...new Set(options.groups)].sort((a, b) => a - b);
  const groupOf = options.groups.map((group) => groupIds.indexOf(group));
  const sums = new Float64Array(permutations * (groupIds.length + 1));
  const width = groupIds.length + 1;
  for (const indexes of sameCountries(pairs)) {
    const own = pairs[indexes[0] as number]?.countries ?? [];
    const place = new Int32Array(countries).fill(-1);
    own.forEach((country, k) => (place[country] = k));
    const order = new Uint32Array(own.length);
    for (let b = 0; b < permutations; b++) {
      let filled = 0;
      for (let k = b * countries; k < (b + 1) * countries; k++) {
        const at = place[shuffles[k] as number] as number;
        if (at >= 0) order[filled++] = at;
      }
      for (const index of indexes) {
        const { x, y } = pairs[index] as QuestionPair;
        const value = dotIn(order, x, y);
        if (Math.abs(value) >= Math.abs(r[index] as number) - SLACK) {
          extreme[index] = (extreme[index] as number) + 1;
        }
        const group = b * width + (groupOf[index] as number);
        const all = b * width + groupIds.length;
        sums[group] = (sums[group] as number) + value;
        sums[all] = (sums[all] as number) + value;
      }
    }
  }
  const testMean = (column: number, members: readonly number[]): MeanTest => {
    const sum = members.reduce((total, index) => total + (r[index] as number), 0);
    let [count, squares] = [0, 0];
    for (let b = 0; b < permutations; b++) {
      const found = sums[b * width + column] as number;
      if (Math.abs(found) >= Math.abs(sum) - SLACK) count += 1;
      squares += found ** 2;
    }
    return {
      count: members.length,
      mean: sum / members.length,
      p: (1 + count) / (permutations + 1),
      spread: Math.sqrt(squares / permutations) / members.length
    };
  };
  const everyPair = pairs.map((_, index) => index);
  return {
    r,
    p: [...extreme].map((count) => (1 + count) / (permutations + 1)),
    means: {
      all: pairs.length > 0 ? testMean(groupIds.length, everyPair) : null,
      groups: groupIds.map((group, column) => ({
        group,
        ...testMean(
          column,
          everyPair.filter((index) => groupOf[index] === column)
        )
      }))
    }
  };
}

/** Row by row a random order of all countries. */
function drawShuffles(countries: number, permutations: number, seed: number): Uint16Array {
  const random = seededRandom(seed);
  const shuffles = new Uint16Array(countries * permutations);
  const order = Uint16Array.from({ length: countries }, (_, k) => k);
  for (let b = 0; b < permutations; b++) {
    shuffle(order, random);
    shuffles.set(order, b * countries);
  }
  return shuffles;
}

function sameCountries(pairs: readonly QuestionPair[]): number[][] {
  const groups = new Map<string, number[]>();
  pairs.forEach(({ countries }, index) => {
    const key = countries.join(' ');
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()];
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += (x[k] as number) * (y[k] as number);
  return sum;
}

function dotIn(order: Uint32Array, x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < order.length; k++)
    sum += (x[k] as number) * (y[order[k] as number] as number);
  return sum;
}
