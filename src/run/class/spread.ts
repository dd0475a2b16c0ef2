import { quantileOf } from '../../core/inference/quantile.ts';

/** How some guesses lie: half of them between the quartiles. */
export interface Spread {
  n: number;
  low: number;
  median: number;
  high: number;
}

/** Median and quartiles, as a spreadsheet has them (`quantileOf`); null for none. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantileOf(sorted, share)) as [
    number,
    number,
    number
  ];
  return { n: sorted.length, low, median, high };
}
