/** Random numbers and estimates. */

/** Seeded source of uniform numbers in [0, 1). */
export type Random = () => number;

/** A mean with its 95% interval; `interval` is null where n < 6. */
export interface Estimate {
  /** NaN for no value at all. */
  mean: number;
  interval: readonly [low: number, high: number] | null;
  n: number;
}

/** A mean of paired differences; all that a test says is null for fewer than 6 of them. */
export interface PairedMean extends Estimate {
  /** Two-sided. */
  p: number | null;
  /** Of the mean. */
  se: number | null;
  /** The smallest mean that would have been found in 80% of cases: (t.975 + t.80) x se. */
  detectable: number | null;
}

/** A difference over questions, with the same over its second unit. */
export interface Tested extends PairedMean {
  /** Over the pictures of a set, or the countries of a pool; null where there is one only. */
  second: PairedMean | null;
}
