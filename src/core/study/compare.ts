import { changePercent, type ChangeDenominator } from '../shift.ts';
import { combine, estimate, minus, testedEstimate } from './estimates.ts';
import type { Replicates } from './replicates.ts';
import type { Change } from './studyResults.ts';

/** Name and picture with their difference and both changes, from one set of resamples. */
export function compareCues(name: Replicates | null, picture: Replicates | null, n: number) {
  return {
    name: name && estimate(name, n),
    picture: picture && estimate(picture, n),
    difference: name && picture && testedEstimate(combine(picture, name, minus), n),
    change: name && picture && changeOf(name, picture, n)
  };
}

function changeOf(name: Replicates, picture: Replicates, n: number): Change {
  const of = (denominator: ChangeDenominator) =>
    estimate(
      combine(picture, name, (p, c) => changePercent(p, c, denominator) ?? NaN),
      n
    );
  return { country: of('country'), picture: of('picture') };
}
