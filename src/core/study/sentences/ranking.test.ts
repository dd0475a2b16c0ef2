import { expect, test } from 'vitest';
import { pairedMean } from '../../inference/pairedMean.ts';
import { levelWithFirst } from './ranking.ts';

const near = (country: string, gaps: readonly number[] | null) => ({
  country,
  similarity: { mean: 0.9, interval: null, n: 8 },
  behind: gaps && pairedMean(gaps, { seed: 1 })
});

test('counts those whose distance to the first may be chance', () => {
  const far = [0.1, 0.2, 0.1, 0.3, 0.2, 0.1, 0.2, 0.3];
  const unsure = [0.1, -0.2, 0.1, -0.3, 0.2, 0.1, -0.2, 0.3];
  expect(levelWithFirst([near('BRA', null), near('DEU', unsure), near('USA', far)])).toBe(1);
});

test('few questions tell nobody from the first', () => {
  expect(levelWithFirst([near('BRA', null), near('DEU', [0.5, 0.5])])).toBe(1);
  expect(levelWithFirst([near('BRA', null)])).toBe(0);
});
