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
const choices = { condition: 0, cue: 0, variant: 'raw', seed: 1 } as const;

describe('nearest countries', () => {
  it('ranks all countries over the same questions, and names those that lack them', () => {
    const found = nearestCountries(stats, { ...choices, metric: 'jsd-bits' });
    // BRA answers as the model does, but was asked half of the questions: each by its own, it led.
    expect(found.ranked.map(({ country }) => country)).toEqual(['BRA', 'VNM', 'KOR']);
    expect(found.questions).toEqual(['Q1']);
    expect(found.ranked.map(({ similarity }) => similarity.n)).toEqual([1, 1, 1]);
    expect([found.answered, found.apart]).toEqual([2, []]);
  });

  it('leaves out countries with figures for fewer than half of the questions', () => {
    const people = (...p: number[]) => ({ KOR: p, VNM: p });
    const study = studyOf([
      ...['Q1', 'Q2'].map((id) => ({
        ...{ id, scale: 'ordinal' as const, answers: [[0.5, 0.5]] },
        people: people(0.9, 0.1)
      })),
      {
        ...{ id: 'Q3', scale: 'ordinal' as const, answers: [[0.5, 0.5]] },
        people: { ...people(0.9, 0.1), BRA: [0.5, 0.5] }
      }
    ]);
    const found = nearestCountries(study, { ...choices, metric: 'jsd-bits' });
    expect(found.ranked.map(({ country }) => country)).toEqual(['KOR', 'VNM']);
    expect(found.apart).toEqual([{ country: 'BRA', questions: 1 }]);
    expect(found.questions).toEqual(['Q1', 'Q2', 'Q3']);
    expect(found.ranked[0]?.behind).toBe(null);
    expect(found.ranked[1]?.behind).toMatchObject({ n: 3, mean: 0, p: null });
  });

  it('leaves out questions on which the metric has no meaning', () => {
    const { ranked } = nearestCountries(stats, { ...choices, metric: 'wasserstein' });
    expect(ranked.every(({ similarity }) => similarity.n === 1)).toBe(true);
  });
});
