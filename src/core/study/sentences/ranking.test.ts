import { describe, expect, it } from 'vitest';
import { rankingOf } from './ranking.ts';

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
