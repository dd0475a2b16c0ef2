import { expect, test } from 'vitest';
import { averageOf, placeOnScale, scaleMean } from './scale.ts';

const ordinal = { scale: 'ordinal', codes: [1, 2, 3], higher: null } as const;

test('a scale has a mean of codes and places from least to most; a choice without order has neither', () => {
  expect(scaleMean(ordinal, [0.5, 0, 0.5])).toBe(2);
  expect([0, 1, 2].map((index) => placeOnScale(ordinal, index))).toEqual([0, 0.5, 1]);
  const falling = { ...ordinal, higher: { means: 'less', of: 'trust' } } as const;
  expect([0, 1, 2].map((index) => placeOnScale(falling, index))).toEqual([1, 0.5, 0]);
  const nominal = { ...ordinal, scale: 'nominal' } as const;
  expect([scaleMean(nominal, [1, 0, 0]), placeOnScale(nominal, 0)]).toEqual([null, null]);
});

test('every country counts once', () => {
  expect(averageOf([{ p: [1, 0] }, { p: [0.5, 0.5] }])).toEqual([0.75, 0.25]);
  expect(averageOf([])).toBe(null);
});
