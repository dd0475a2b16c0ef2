import { excludesZero } from '../../inference/evidence.ts';
import type { Tested } from '../../inference/estimates.ts';

/** The difference between a picture's and the name's similarity, as far as chance lets one speak of it. */
export function differenceSentence(tested: Tested): 'one' | 'chance' | 'picture' | 'name' {
  if (tested.interval === null || tested.p === null) return 'one';
  if (!excludesZero(tested)) return 'chance';
  return tested.mean > 0 ? 'picture' : 'name';
}

interface Mean {
  mean: number;
}

/** How similarities stand against the baselines, without which they mean nothing. */
export interface BaselineSentence {
  even: 'noneAboveEven' | 'someAboveEven' | 'allAboveEven';
  /** Indexes of the cues whose similarity is above that of an even spread. */
  above: number[];
  /** Null without figures of other countries. */
  others: 'othersNearer' | 'beatsOthers' | null;
}

export function baselineSentence(
  cues: readonly { similarity: Mean }[],
  uniform: Mean,
  otherCountries: Mean | null
): BaselineSentence {
  const means = cues.map(({ similarity }) => similarity.mean);
  const above = means.flatMap((mean, cue) => (mean > uniform.mean ? [cue] : []));
  const some = above.length < means.length ? 'someAboveEven' : 'allAboveEven';
  const nearer = otherCountries && otherCountries.mean > Math.max(...means);
  return {
    even: above.length === 0 ? 'noneAboveEven' : some,
    above,
    others: otherCountries && (nearer ? 'othersNearer' : 'beatsOthers')
  };
}
