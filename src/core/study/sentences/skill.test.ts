import { expect, test } from 'vitest';
import { skillSentence } from './skill.ts';

const skill = (low: number) => ({ mean: low + 0.1, interval: [low, low + 0.2] as const, n: 9 });
const country = (name: number | null, picture: number | null = null) => ({
  skill: {
    name: name === null ? null : skill(name),
    picture: picture === null ? null : skill(picture),
    neutral: null
  }
});

test('skill counts where its interval lies above 0; more than half of the countries make a mark', () => {
  const found = skillSentence([country(0.1, -0.1), country(0.2, 0.1), country(0), country(null)]);
  expect(found).toEqual({ name: 2, picture: 1, all: 4, mark: 'weak' });
  expect(skillSentence([country(0.1), country(0.2), country(-0.1)])?.mark).toBe('tracks');
  expect(skillSentence([])).toBe(null);
});
