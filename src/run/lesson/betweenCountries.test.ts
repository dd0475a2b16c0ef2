import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { betweenCountries } from './betweenCountries.ts';

const shares = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 })
  .map((counts) => {
    const sum = counts.reduce((all, count) => all + count, 0);
    return counts.map((count) => count / sum);
  });

describe('how much of the differences between people lies between countries', () => {
  test('by hand: means 0.5 and 1.5, each within by 0.25: one half', () => {
    expect(
      betweenCountries([
        [0.5, 0.5, 0],
        [0, 0.5, 0.5]
      ])
    ).toBeCloseTo(0.5, 12);
  });

  test('all of it where each country says one thing, none where all say the same', () => {
    expect(
      betweenCountries([
        [1, 0, 0],
        [0, 0, 1]
      ])
    ).toBe(1);
    fc.assert(
      fc.property(shares, (p) => {
        expect(betweenCountries([p, p, p])).toBeCloseTo(0, 12);
      })
    );
  });

  test('lies in [0, 1], and an end for an end changes nothing', () => {
    fc.assert(
      fc.property(fc.array(shares, { minLength: 2, maxLength: 8 }), (people) => {
        const found = betweenCountries(people);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
        expect(betweenCountries(people.map((p) => [...p].reverse()))).toBeCloseTo(found, 9);
      })
    );
  });
});
