import type { Distribution, Scale } from '../survey/types.ts';

/** Total variation: half the summed differences; the share of an answer that moved, in [0, 1]. */
export function totalVariation(p: Distribution, q: Distribution): number {
  if (p.length !== q.length) {
    throw new RangeError(`Distributions over ${p.length} and ${q.length} options do not compare.`);
  }
  return p.reduce((total, value, k) => total + Math.abs(value - (q[k] as number)), 0) / 2;
}

/**
 * How far the expected position moved from `from` to `to`, in scale lengths [-1, 1]: positive
 * towards the last option. Null for nominal questions, which have no direction.
 */
export function signedMove(scale: Scale, from: Distribution, to: Distribution): number | null {
  if (scale !== 'ordinal' || from.length < 2) return null;
  return (expectedPosition(to) - expectedPosition(from)) / (from.length - 1);
}

/** Mean option index under a distribution, from 0 to k - 1. */
export function expectedPosition(p: Distribution): number {
  return p.reduce((total, value, k) => total + value * k, 0);
}

/** Which score a change is a percentage of: Figure 4's (`country`) or the income text's (`picture`). */
export type ChangeDenominator = 'country' | 'picture';

/** (S_picture - S_country) / denominator * 100; null where the denominator is 0. */
export function changePercent(
  sPicture: number,
  sCountry: number,
  denominator: ChangeDenominator
): number | null {
  const divisor = denominator === 'country' ? sCountry : sPicture;
  return divisor === 0 ? null : ((sPicture - sCountry) / divisor) * 100;
}

/** Items by how far their answer moved, most first; equals keep their order. */
export function mostMoved<T>(
  items: readonly T[],
  pair: (item: T) => readonly [from: Distribution, to: Distribution]
): { item: T; moved: number }[] {
  return items
    .map((item) => ({ item, moved: totalVariation(...pair(item)) }))
    .sort((a, b) => b.moved - a.moved);
}
