import { toAnswer } from './answer.ts';
import type { RawAnswer, TextVariant } from './types.ts';

/** How far two runs' answers to the same questions lie apart. */
export interface ShareDifference {
  /** Of any option's share, 0 to 1. */
  largest: number;
  /** Answers that both have. */
  answers: number;
}

/** max |p - q| over all options of all pairs, each two answers to one question under one cue. */
export function shareDifference(
  pairs: readonly (readonly [RawAnswer, RawAnswer])[],
  variant: TextVariant
): ShareDifference {
  const distances = pairs.flatMap((pair) => {
    const [p = [], q = []] = pair.map((raw) => toAnswer(raw, { variant }).distribution);
    return p.map((share, k) => Math.abs(share - (q[k] ?? 0)));
  });
  return { largest: Math.max(0, ...distances), answers: pairs.length };
}
