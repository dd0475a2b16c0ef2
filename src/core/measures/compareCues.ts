import type { ChangeDenominator } from './shift.ts';
import { differences, estimate, testedEstimate } from '../inference/estimates.ts';
import type { Replicates } from '../inference/replicates.ts';
import type { Change } from '../study/studyResults.ts';

/** Name and picture with their difference and both changes, from one set of resamples. */
export function compareCues(name: Replicates | null, picture: Replicates | null, n: number) {
  return {
    name: name && estimate(name, n),
    picture: picture && estimate(picture, n),
    difference: name && picture && testedEstimate(differences(picture, name), n),
    change: name && picture && changeOf(name, picture, n)
  };
}

function changeOf(name: Replicates, picture: Replicates, n: number): Change {
  const of = (denominator: ChangeDenominator) =>
    estimate(changes(picture, name, denominator === 'country' ? name : picture), n);
  return { country: of('country'), picture: of('picture') };
}

/** (S_picture - S_country) / divisor * 100, resample by resample; NaN where the divisor is 0. */
function changes(picture: Replicates, name: Replicates, divisors: Replicates): Replicates {
  const result = new Float64Array(name.length);
  for (let row = 0; row < name.length; row++) {
    const divisor = divisors[row] as number;
    const difference = (picture[row] as number) - (name[row] as number);
    result[row] = divisor === 0 ? NaN : (difference / divisor) * 100;
  }
  return result;
}
