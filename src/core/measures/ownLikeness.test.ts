import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceToPeople, nearestToOwn, type OwnAnswer } from './ownLikeness.ts';

const answer = (
  option: number,
  scale: 'ordinal' | 'nominal' = 'ordinal',
  id = 'Q1'
): OwnAnswer => ({
  question: { id, scale },
  option
});
const shares = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 10 })
  .filter((counts) => counts.some((count) => count > 0))
  .map((counts) => {
    const sum = counts.reduce((a, b) => a + b);
    return counts.map((count) => count / sum);
  });

describe('how far people are from one answer', () => {
  test('by hand: half one step away, a quarter three steps, of three', () => {
    expect(distanceToPeople(answer(0), [0.25, 0.5, 0, 0.25])).toBeCloseTo(
      0.5 * (1 / 3) + 0.25 * 1,
      12
    );
    expect(distanceToPeople(answer(1, 'nominal'), [0.25, 0.5, 0.25])).toBeCloseTo(0.5, 12);
  });

  test('lies in [0, 1], is 0 only where all answer so, and turns with its scale', () => {
    fc.assert(
      fc.property(shares, fc.nat(9), (p, at) => {
        const option = at % p.length;
        const found = distanceToPeople(answer(option), p);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1 + 1e-12);
        expect(found < 1e-9).toBe((p[option] as number) > 1 - 1e-9);
        const turned = distanceToPeople(answer(p.length - 1 - option), [...p].reverse());
        expect(turned).toBeCloseTo(found, 12);
      })
    );
  });
});

test('countries are ranked over the questions that all of them have', () => {
  const figures: Record<string, Record<string, number[]>> = {
    AAA: { Q1: [1, 0], Q2: [0.5, 0.5], Q3: [1, 0] },
    BBB: { Q1: [0, 1], Q2: [0.5, 0.5] },
    CCC: { Q1: [0.5, 0.5], Q2: [0.5, 0.5], Q3: [0, 1] }
  };
  const own = ['Q1', 'Q2', 'Q3'].map((id) => answer(0, 'ordinal', id));
  const found = nearestToOwn(own, Object.keys(figures), (code, id) => figures[code]?.[id], {
    seed: 1
  });
  expect(found.questions).toEqual(['Q1', 'Q2']);
  expect(found.ranked.map(({ country, similarity }) => [country, similarity.mean])).toEqual([
    ['AAA', 0.75],
    ['CCC', 0.5],
    ['BBB', 0.25]
  ]);
  expect(found.average).toBeCloseTo(0.5, 12);
  expect(found.answered).toBe(3);
  expect(nearestToOwn([], Object.keys(figures), () => undefined, { seed: 1 }).ranked).toEqual([]);
});
