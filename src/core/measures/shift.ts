import type { Scale } from '../survey/types.ts';

/** Total variation: half the summed differences; the share of an answer that moved, in [0, 1]. */
export function totalVariation(p: ArrayLike<number>, q: ArrayLike<number>): number {
  if (p.length !== q.length) {
    throw new RangeError(`Distributions over ${p.length} and ${q.length} options do not compare.`);
  }
  let total = 0;
  for (let k = 0; k < p.length; k++) total += Math.abs((p[k] as number) - (q[k] as number));
  return total / 2;
}

/**
 * How far the expected position moved from `from` to `to`, in scale lengths [-1, 1]: positive
 * towards the last option. Null for nominal questions, which have no direction.
 */
export function signedMove(
  scale: Scale,
  from: ArrayLike<number>,
  to: ArrayLike<number>
): number | null {
  if (scale !== 'ordinal' || from.length < 2) return null;
  return (expectedPosition(to) - expectedPosition(from)) / (from.length - 1);
}

/** Mean option index under the distribution over `n` options from `from`: 0 to n - 1. */
export function expectedPosition(p: ArrayLike<number>, from = 0, n = p.length): number {
  let position = 0;
  for (let k = 0; k < n; k++) position += (p[from + k] as number) * k;
  return position;
}

/** Which score a change is a percentage of: Figure 4's (`country`) or the income text's (`picture`). */
export type ChangeDenominator = 'country' | 'picture';
