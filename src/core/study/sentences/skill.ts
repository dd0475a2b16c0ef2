import type { CountryResult } from '../studyResults.ts';

/** In how many of the countries an answer is nearer to the people than an even spread, beyond chance. */
export interface SkillSentence {
  name: number;
  picture: number;
  all: number;
  /** Does the name's answer do so in more than half of them? */
  mark: 'tracks' | 'weak';
}

/** @returns null without countries */
export function skillSentence(
  countries: readonly Pick<CountryResult, 'skill'>[]
): SkillSentence | null {
  const all = countries.length;
  const count = (cue: 'name' | 'picture') =>
    countries.filter(({ skill }) => (skill[cue]?.interval?.[0] ?? -1) > 0).length;
  const name = count('name');
  return all === 0
    ? null
    : { name, picture: count('picture'), all, mark: name > all / 2 ? 'tracks' : 'weak' };
}
