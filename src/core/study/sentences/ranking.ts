import { cellsBeyondChance } from '../../inference/evidence.ts';
import type { NearCountry } from '../../measures/nearest.ts';

/**
 * How many of the ranked countries cannot be told from the first: their distance to it is not beyond
 * chance over the questions, all distances tested together.
 */
export function levelWithFirst(ranked: readonly NearCountry[]): number {
  const others = ranked.slice(1);
  const cells = cellsBeyondChance(others.map(({ behind }) => behind && [behind]));
  return cells.filter(({ clear }) => !clear).length;
}
