/** Random numbers and estimates. */

/** Seeded source of uniform numbers in [0, 1). */
export type Random = () => number;

/** A mean with its percentile interval; `interval` is null where n < 2. */
export interface Estimate {
  mean: number;
  interval: readonly [number, number] | null;
  n: number;
}
