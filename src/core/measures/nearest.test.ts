import { describe, expect, it } from 'vitest';
import { studyOf } from '../study/fixtures/studyOf.ts';
import { nearestCountries } from './nearest.ts';

const stats = studyOf([
  {
    id: 'Q1',
    scale: 'ordinal',
    answers: [[0.7, 0.2, 0.1]],
    people: { BRA: [0.7, 0.2, 0.1], KOR: [0.1, 0.2, 0.7], VNM: [0.6, 0.3, 0.1] }
  },
  {
    id: 'Q2',
    scale: 'nominal',
    answers: [[0.1, 0.9]],
    people: { KOR: [0.1, 0.9], VNM: [0.2, 0.8] }
  }
]);
const choices = { condition: 0, cue: 0, variant: 'raw', seed: 1, resamples: 100 } as const;

describe('nearest countries', () => {
  it('ranks by mean similarity over the questions a country has figures for', () => {
    const ranked = nearestCountries(stats, { ...choices, metric: 'jsd-bits' });
    expect(ranked.map(({ country }) => country)).toEqual(['BRA', 'VNM', 'KOR']);
    expect(ranked.map(({ similarity }) => similarity.n)).toEqual([1, 2, 2]);
    expect(ranked[0]?.similarity).toEqual({ mean: 1, interval: null, n: 1 });
    expect(ranked[1]?.similarity.interval).not.toBeNull();
  });

  it('leaves out questions on which the metric has no meaning', () => {
    const ranked = nearestCountries(stats, { ...choices, metric: 'wasserstein' });
    expect(ranked.every(({ similarity }) => similarity.n === 1)).toBe(true);
  });
});
