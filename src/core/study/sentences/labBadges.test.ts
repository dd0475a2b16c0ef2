import { describe, expect, test } from 'vitest';
import { pairedMean } from '../../inference/pairedMean.ts';
import type { CuePlace } from '../cuePlaces.ts';
import { blankBadge, nameBadges, pointsBadge } from './labBadges.ts';

const place = (rank: number, of: number): CuePlace => ({
  ...{ control: 'blank', own: 'KOR', rank, percentile: 0.5, n: 12, apart: 0 },
  countries: Array.from({ length: of }, () => ({ code: 'KOR', cosine: 0 }))
});
const tested = (differences: number[]) => pairedMean(differences, { seed: 1 });
const sure = [0.01, 0.02, 0.03, 0.01, 0.02, 0.05, 0.01, 0.02];

describe('badges', () => {
  test('beating blanks is a count, and nothing where none was asked', () => {
    expect(blankBadge({ beyond: 3, known: 12 })).toEqual({ what: 'count', beyond: 3, known: 12 });
    expect(blankBadge({ beyond: 0, known: 0 })).toBeNull();
  });

  test('pointing is a place beside the one by chance, or why there is none', () => {
    expect(pointsBadge(place(57, 92))).toEqual({ what: 'place', rank: 57, of: 92, byChance: 46 });
    expect(pointsBadge(place(1, 29))).toMatchObject({ byChance: 15 });
    expect(pointsBadge('few')).toEqual({ what: 'gap', gap: 'few' });
    expect(pointsBadge(null)).toBeNull();
  });

  test('beating the name is claimed beyond chance only, either way', () => {
    expect(nameBadges([tested(sure)])[0]).toMatchObject({ what: 'picture' });
    expect(nameBadges([tested(sure.map((each) => -each))])[0]).toMatchObject({ what: 'name' });
    const [chance] = nameBadges([tested(sure.map((each, k) => each * (-1) ** k))]);
    expect(chance?.what).toBe('chance');
    expect(chance?.what === 'chance' && chance.needs).toBeGreaterThan(0);
  });

  test('few questions tell nothing, none still less', () => {
    expect(nameBadges([tested(sure.slice(0, 5))])[0]).toEqual({ what: 'few', questions: 5 });
    expect(nameBadges([tested([])])[0]).toEqual({ what: 'none' });
  });

  test('what one picture shows alone may be chance among several', () => {
    const faint = [0.01, 0.02, 0.03, 0.01, 0.02, 0.05, 0.01, -0.01];
    expect(nameBadges([tested(faint)])[0]?.what).toBe('picture');
    const chance = sure.map((each, k) => each * (-1) ** k);
    const many = nameBadges([faint, chance, chance, chance, chance].map(tested));
    expect(many[0]?.what).toBe('chance');
  });
});
