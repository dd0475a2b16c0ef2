import { mean } from '../mean.ts';
import { percentileOf } from '../measures/pointing.ts';
import { seededRandom, shuffle } from './random.ts';

/** Fewer countries have too few ways of being exchanged for any p. */
const MIN_COUNTRIES = 5;
const EXACT_UP_TO = 7;
const PERMUTATIONS = 10_000;
/** The same percentiles summed in another order differ by rounding. */
const SLACK = 1e-12;

export interface Specificity {
  /** Countries with cues of their own. */
  countries: number;
  /** Mean over countries of the mean own-country percentile of their cues, in [0, 1]; NaN: none. */
  meanPercentile: number;
  /** That exchanging which country each set of cues belongs to gives as much; null for K < 5. */
  p: number | null;
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
  if (K < MIN_COUNTRIES) return { countries: K, meanPercentile, p: null };
  const extreme = (order: ArrayLike<number>) => Number(sum(order) >= observed - SLACK * K);
  return {
    countries: K,
    meanPercentile,
    p: K <= EXACT_UP_TO ? exact(K, extreme) : sampled(K, extreme, seed)
  };
}

type Counts = (order: ArrayLike<number>) => number;

/** Every order once (Heap's algorithm), the observed one among them. */
function exact(K: number, extreme: Counts): number {
  const order = Array.from({ length: K }, (_, k) => k);
  let [found, all] = [0, 0];
  const visit = (size: number): void => {
    if (size === 1) {
      all += 1;
      found += extreme(order);
      return;
    }
    for (let k = 0; k < size; k++) {
      visit(size - 1);
      if (k < size - 1) swap(order, size % 2 === 0 ? k : 0, size - 1);
    }
  };
  visit(K);
  return found / all;
}

function sampled(K: number, extreme: Counts, seed: number): number {
  const random = seededRandom(seed);
  const order = Array.from({ length: K }, (_, k) => k);
  let found = 1;
  for (let b = 0; b < PERMUTATIONS; b++) {
    shuffle(order, random);
    found += extreme(order);
  }
  return found / (PERMUTATIONS + 1);
}

function swap(order: number[], a: number, b: number): void {
  [order[a], order[b]] = [order[b] as number, order[a] as number];
}
