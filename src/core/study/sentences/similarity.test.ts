import { expect, test } from 'vitest';
import { cellsBeyondChance, type CellEvidence } from '../../inference/evidence.ts';
import { pairedMean } from '../../inference/pairedMean.ts';
import { baselineSentence, differenceSentence } from './similarity.ts';

test('claims a difference only beyond chance, and says where there are too few questions', () => {
  const say = (differences: number[]) => {
    const tested = pairedMean(differences, { seed: 1 });
    const [evidence] = cellsBeyondChance([[tested]]);
    return differenceSentence(tested, evidence as CellEvidence);
  };
  const many = [0.01, 0.02, 0.03, 0.01, 0.02, 0.05, 0.01, 0.02];
  expect(say(many)).toBe('picture');
  expect(say(many.map((value) => -value))).toBe('name');
  expect(say(many.map((value, k) => value * (-1) ** k))).toBe('chance');
  // Five of five in one direction: the percentile bootstrap left out 0.
  expect(say(many.slice(0, 5))).toBe('few');
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
