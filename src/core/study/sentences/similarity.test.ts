import { expect, test } from 'vitest';
import { baselineSentence, differenceSentence } from './similarity.ts';

test('claims no difference that chance could make, and none from one question', () => {
  const say = (interval: readonly [number, number] | null, mean = 0.02) =>
    differenceSentence({ mean, interval, n: 12, p: interval && 0.2 });
  expect([say([-0.01, 0.05]), say([0, 0.05])]).toEqual(['chance', 'chance']);
  expect([say([0.01, 0.05]), say([-0.05, -0.01], -0.03)]).toEqual(['picture', 'name']);
  expect(say(null)).toBe('one');
});

test('holds every similarity against an even spread, and the best against other countries', () => {
  const say = (means: number[], others: number | null = 0.9) =>
    baselineSentence(
      means.map((mean) => ({ similarity: { mean } })),
      { mean: 0.8 },
      others === null ? null : { mean: others }
    );
  expect(say([0.7, 0.8])).toEqual({ even: 'noneAboveEven', above: [], others: 'othersNearer' });
  expect(say([0.7, 0.85])).toMatchObject({ even: 'someAboveEven', above: [1] });
  expect(say([0.85, 0.95])).toMatchObject({ even: 'allAboveEven', others: 'beatsOthers' });
  expect(say([0.85], null).others).toBe(null);
});
