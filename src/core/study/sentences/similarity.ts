import type { CellEvidence } from '../../inference/evidence.ts';

/**
 * The difference between one picture's and the name's similarity, as far as chance lets one speak of
 * it: of this picture, over its questions, all pictures compared tested together.
 */
export function differenceSentence(
  { mean }: Mean,
  { clear, tooFew }: Pick<CellEvidence, 'clear' | 'tooFew'>
): 'few' | 'chance' | 'picture' | 'name' {
  if (tooFew) return 'few';
  if (!clear) return 'chance';
  return mean > 0 ? 'picture' : 'name';
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
