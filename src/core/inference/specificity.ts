import { mean } from '../mean.ts';
import { percentileOf } from '../measures/pointing.ts';
import { seededRandom, shuffle } from './random.ts';
import { DETECTABLE_Z, MIN_EXCHANGED } from './specificityPower.ts';

const EXACT_UP_TO = 7;
const PERMUTATIONS = 10_000;
/** The same percentiles summed in another order differ by rounding. */
const SLACK = 1e-12;
/** Bars of the histogram of chance over [0, 1]. */
const BINS = 200;

export interface Specificity {
  /** Countries with cues of their own. */
  countries: number;
  /** Mean over countries of the mean own-country percentile of their cues, in [0, 1]; NaN: none. */
  meanPercentile: number;
  /** That exchanging which country each set of cues belongs to gives as much; null for K < 5. */
  p: number | null;
  /** What exchanging gives; null for K < 5. */
  chance: Chance | null;
}

/** The mean percentiles of all ways of exchanging that were looked at, the observed one among them. */
export interface Chance {
  mean: number;
  sd: number;
  /** How many of them fall into each of equal parts of [0, 1]. */
  counts: number[];
  /**
   * The mean percentile that a test at .05 finds in 80% of cases, mean + (z.975 + z.80) x sd: near
   * enough where the mean of many percentiles is nearly normal. Null where it lies above 1.
   */
  detectable: number | null;
}

/**
 * Does each country's set of cues point to that country rather than to another one's? Under the
 * null the K sets could be exchanged among the K countries, so neither a template nor a model's
 * lean nor likeness between questions can make a small p. All K! for K <= 7, else 10,000 seeded
 * permutations, the observed one counted. Source: controls-and-inference, Pointing.
 * @param cosine pointing, cue x country
 * @param own per cue the index of its country; cues without one (-1) take no part
 */
export function specificity(
  cosine: readonly ArrayLike<number>[],
  own: readonly number[],
  seed: number
): Specificity {
  const places = [...new Set(own.filter((country) => country >= 0))].sort((a, b) => a - b);
  // Percentile of every country, were it the set's own; the mean over the set's cues.
  const table = places.map((country) => {
    const cues = cosine.filter((_, x) => own[x] === country);
    return places.map((other) =>
      mean(cues.map((row) => percentileOf(row, other)).filter((value) => !Number.isNaN(value)))
    );
  });
  const known = table.map((_, k) => k).filter((k) => !Number.isNaN(table[k]?.[k] ?? NaN));
  const K = known.length;
  // Without a question in common nothing is known of a pair: chance stands in.
  const at = (set: number, country: number) => {
    const found = table[known[set] as number]?.[known[country] as number] ?? NaN;
    return Number.isNaN(found) ? 0.5 : found;
  };
  const sum = (order: ArrayLike<number>) =>
    known.reduce((total, _, k) => total + at(k, order[k] as number), 0);
  const observed = sum(known.map((_, k) => k));
  const meanPercentile = observed / K;
  if (K < MIN_EXCHANGED) return { countries: K, meanPercentile, p: null, chance: null };
  const means = K <= EXACT_UP_TO ? exact(K, sum) : sampled(K, sum, seed);
  const extreme = means.filter((value) => value >= observed - SLACK * K).length;
  return {
    countries: K,
    meanPercentile,
    p: extreme / means.length,
    chance: chanceOf(means.map((value) => value / K))
  };
}

function chanceOf(means: Float64Array): Chance {
  const middle = mean(means);
  const sd = Math.sqrt(mean(means.map((value) => (value - middle) ** 2)));
  const counts = Array.from({ length: BINS }, () => 0);
  for (const value of means) {
    const bin = Math.min(BINS - 1, Math.floor(value * BINS));
    counts[bin] = (counts[bin] as number) + 1;
  }
  const detectable = middle + DETECTABLE_Z * sd;
  return { mean: middle, sd, counts, detectable: detectable > 1 ? null : detectable };
}

type SumOf = (order: ArrayLike<number>) => number;

/** The sums of every order, each once (Heap's algorithm), the observed one first. */
function exact(K: number, sumOf: SumOf): Float64Array {
  const order = Array.from({ length: K }, (_, k) => k);
  const sums: number[] = [];
  const visit = (size: number): void => {
    if (size === 1) {
      sums.push(sumOf(order));
      return;
    }
    for (let k = 0; k < size; k++) {
      visit(size - 1);
      if (k < size - 1) swap(order, size % 2 === 0 ? k : 0, size - 1);
    }
  };
  visit(K);
  return Float64Array.from(sums);
}

/** The sums of the observed order and of seeded ones. */
function sampled(K: number, sumOf: SumOf, seed: number): Float64Array {
  const random = seededRandom(seed);
  const order = Array.from({ length: K }, (_, k) => k);
  const sums = new Float64Array(PERMUTATIONS + 1);
  for (let b = 0; b <= PERMUTATIONS; b++) {
    if (b > 0) shuffle(order, random);
    sums[b] = sumOf(order);
  }
  return sums;
}

function swap(order: number[], a: number, b: number): void {
  [order[a], order[b]] = [order[b] as number, order[a] as number];
}
