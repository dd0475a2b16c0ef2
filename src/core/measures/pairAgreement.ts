import { divergenceAt } from './similarity.ts';

/**
 * How far several distributions over the same options agree: mean JS divergence (bits) over all
 * pairs of them, and the share of pairs with the same first choice. NaN for fewer than two.
 * @param packed `count` distributions over `n` options, one behind the other
 */
export function pairAgreement(
  packed: Float64Array,
  count: number,
  n: number
): { divergence: number; same: number } {
  let [divergence, same, pairs] = [0, 0, 0];
  for (let a = 0; a < count * n; a += n) {
    for (let b = a + n; b < count * n; b += n) {
      divergence += divergenceAt(packed, a, packed, b, n) / Math.LN2;
      if (firstChoice(packed, a, n) === firstChoice(packed, b, n)) same += 1;
      pairs += 1;
    }
  }
  return { divergence: divergence / pairs, same: same / pairs };
}

/** The likeliest option; of equals the first. */
function firstChoice(p: Float64Array, from: number, n: number): number {
  let best = 0;
  for (let k = 1; k < n; k++) {
    if ((p[from + k] as number) > (p[from + best] as number)) best = k;
  }
  return best;
}
