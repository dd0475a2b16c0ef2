import { cellsBeyondChance, unitsOf } from '../../inference/evidence.ts';
import type { CountryResult } from '../studyResults.ts';

/** In how many of the countries an answer is nearer to the people than an even spread, beyond chance. */
export interface SkillSentence {
  name: number;
  picture: number;
  /** In how many it is farther from them than an even spread, beyond chance. */
  nameBelow: number;
  pictureBelow: number;
  all: number;
  /** Does the name's answer do so in more than half of them? */
  mark: 'tracks' | 'weak';
}

/** All countries and both cues are tested together. @returns null without countries */
export function skillSentence(
  countries: readonly Pick<CountryResult, 'skill'>[]
): SkillSentence | null {
  const all = countries.length;
  const cues = ['name', 'picture'] as const;
  const tested = countries.flatMap(({ skill }) => cues.map((cue) => ({ cue, skill: skill[cue] })));
  const cells = cellsBeyondChance(tested.map(({ skill }) => unitsOf(skill)));
  const count = (wanted: (typeof cues)[number], sign: 1 | -1) =>
    tested.filter(
      ({ cue, skill }, at) => cue === wanted && cells[at]?.clear && skill && skill.mean * sign > 0
    ).length;
  if (all === 0) return null;
  const name = count('name', 1);
  return {
    ...{ name, picture: count('picture', 1), all },
    ...{ nameBelow: count('name', -1), pictureBelow: count('picture', -1) },
    mark: name > all / 2 ? 'tracks' : 'weak'
  };
}
