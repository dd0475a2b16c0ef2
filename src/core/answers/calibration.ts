import { mean } from '../mean.ts';
import { meanEstimate } from '../inference/pairedMean.ts';
import type { Estimate } from '../inference/types.ts';
import { KNOWN_TRUTHS } from '../prompts/knownTruths.ts';
import type { Readout } from '../prompts/types.ts';
import type { Distribution } from '../survey/types.ts';
import type { Answer } from './types.ts';

/** Do answers follow frequencies that the question states? Intervals over questions (Student t). */
export interface Calibration {
  /**
   * Slope of the line of given over stated shares, both less the even share, through the origin: 1
   * follows what is stated, 0 takes no notice of it. Mean over the questions with uneven shares.
   */
  slope: Estimate;
  /** Mean absolute difference of given and stated share: over options, then over all questions. */
  error: Estimate;
  /** The same of an answer spread evenly. */
  evenError: number;
}

/** How the answers to KNOWN_TRUTHS follow what these state, per readout; null for one without answers. */
export function calibrationOf(answers: readonly Answer[]): Record<Readout, Calibration | null> {
  return { letter: ofReadout('letter', answers), text: ofReadout('text', answers) };
}

function ofReadout(readout: Readout, answers: readonly Answer[]): Calibration | null {
  const pairs = answers.flatMap(({ question, distribution, readout: own }) => {
    const truth = own === readout ? KNOWN_TRUTHS.find(({ id }) => id === question) : undefined;
    return truth ? [{ given: distribution, stated: truth.stated }] : [];
  });
  if (pairs.length === 0) return null;
  const slopes = pairs.map(({ given, stated }) => slopeOf(given, stated));
  return {
    slope: meanEstimate(slopes.filter((slope) => slope !== null)),
    error: meanEstimate(pairs.map(({ given, stated }) => apart(given, stated))),
    evenError: mean(
      pairs.map(({ stated }) =>
        apart(
          stated.map(() => 1 / stated.length),
          stated
        )
      )
    )
  };
}

function apart(given: Distribution, stated: Distribution): number {
  return mean(stated.map((share, k) => Math.abs((given[k] as number) - share)));
}

/** Null where all options are stated alike: there is no line through one point. */
function slopeOf(given: Distribution, stated: Distribution): number | null {
  const even = 1 / stated.length;
  const along = (values: Distribution) =>
    stated.reduce((sum, share, k) => sum + (share - even) * ((values[k] as number) - even), 0);
  return stated.every((share) => Math.abs(share - even) < 1e-12)
    ? null
    : along(given) / along(stated);
}
