import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantileOf } from './quantile.ts';

test('by hand: of 1, 2, 3, 4 a quarter lies below 1.75; the ends are the least and the most', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantileOf([1, 2, 3, 4], share))).toEqual([
    1, 1.75, 2.5, 4
  ]);
  expect(quantileOf([0.4], 0.975)).toBe(0.4);
  expect(quantileOf([], 0.5)).toBeNaN();
});

test('grows with the share, and stays between neighbours', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }),
      fc.nat(100),
      fc.nat(100),
      (values, a, b) => {
        const sorted = values.sort((x, y) => x - y);
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((percent) =>
          quantileOf(sorted, percent / 100)
        ) as [number, number];
        expect(less).toBeLessThanOrEqual(more + 1e-9);
        expect(less).toBeGreaterThanOrEqual(sorted[0] as number);
        expect(more).toBeLessThanOrEqual((sorted.at(-1) as number) + 1e-9);
      }
    )
  );
});
