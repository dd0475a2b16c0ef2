import { expect, test } from 'vitest';
import { pairedMean } from '../../inference/pairedMean.ts';
import { skillSentence } from './skill.ts';

/** Eight questions, all by the same amount above (or below) an even spread; 0: on both sides. */
const skill = (by: number) => ({
  ...pairedMean(
    Array.from({ length: 8 }, (_, q) => (by === 0 ? (-1) ** q : by + q * 1e-3)),
    { seed: 1 }
  ),
  second: null
});
const country = (name: number | null, picture: number | null = null) => ({
  skill: {
    name: name === null ? null : skill(name),
    picture: picture === null ? null : skill(picture),
    neutral: null
  }
});

test('skill counts where it is above 0 beyond chance; more than half of the countries make a mark', () => {
  const found = skillSentence([country(0.1, -0.1), country(0.2, 0.1), country(0), country(null)]);
  expect(found).toEqual({
    ...{ name: 2, picture: 1, all: 4, mark: 'weak' },
    ...{ nameBelow: 0, pictureBelow: 1 }
  });
  expect(skillSentence([country(0.1), country(0.2), country(-0.1)])?.mark).toBe('tracks');
  expect(skillSentence([])).toBe(null);
});

test('a single country among many that show nothing is not counted: all are tested together', () => {
  const many = Array.from({ length: 9 }, () => country(0));
  expect(skillSentence([country(0.1), ...many])?.name).toBe(0);
});
