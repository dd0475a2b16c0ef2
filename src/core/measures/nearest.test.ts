import { describe, expect, it } from 'vitest';
import { nearestCountries, rankingOf, type AskedAnswer } from './nearest.ts';

const answers: AskedAnswer[] = [
  { question: { id: 'Q1', scale: 'ordinal' }, distribution: [0.7, 0.2, 0.1] },
  { question: { id: 'Q2', scale: 'nominal' }, distribution: [0.1, 0.9] }
];
const figures = new Map([
  [
    'Q1',
    new Map([
      ['BRA', { p: [0.7, 0.2, 0.1] }],
      ['KOR', { p: [0.1, 0.2, 0.7] }],
      ['VNM', { p: [0.6, 0.3, 0.1] }]
    ])
  ],
  [
    'Q2',
    new Map([
      ['KOR', { p: [0.1, 0.9] }],
      ['VNM', { p: [0.2, 0.8] }]
    ])
  ]
]);
const figuresOf = (question: string) => figures.get(question) ?? new Map<string, never>();

describe('nearest countries', () => {
  it('ranks by mean similarity over the questions a country has figures for', () => {
    const ranked = nearestCountries(answers, figuresOf, 'jsd-bits', { seed: 1, resamples: 100 });
    expect(ranked.map(({ country }) => country)).toEqual(['BRA', 'VNM', 'KOR']);
    expect(ranked.map(({ similarity }) => similarity.n)).toEqual([1, 2, 2]);
    expect(ranked[0]?.similarity).toEqual({ mean: 1, interval: null, n: 1 });
    expect(ranked[1]?.similarity.interval).not.toBeNull();
  });

  it('leaves out questions on which the metric has no meaning', () => {
    const ranked = nearestCountries(answers, figuresOf, 'wasserstein', { seed: 1 });
    expect(ranked.every(({ similarity }) => similarity.n === 1)).toBe(true);
  });
});

describe('ranking', () => {
  const near = (country: string, mean: number, n: number, half = 0.05) => ({
    country,
    similarity: { mean, interval: [mean - half, mean + half] as const, n }
  });
  const ranking = rankingOf([
    near('KOR', 0.95, 2),
    near('BRA', 0.9, 12),
    near('DEU', 0.85, 12),
    near('USA', 0.5, 10)
  ]);

  it('does not rank countries with few figures', () => {
    expect(ranking.ranked.map(({ country }) => country)).toEqual(['BRA', 'DEU', 'USA']);
    expect(ranking.few.map(({ country }) => country)).toEqual(['KOR']);
  });

  it('tells how many reach into the first interval; a mean without interval reaches nowhere', () => {
    expect(ranking.overlapping).toBe(1);
    const one = (country: string) => ({
      country,
      similarity: { mean: 0.9, interval: null, n: 1 }
    });
    expect(rankingOf([one('KOR'), one('BRA')]).overlapping).toBe(0);
  });
});
