import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lettersFor } from './letters.ts';
import { ordersFor } from './orders.ts';

describe('orders', () => {
  it('are the ones their scheme names', () => {
    expect(ordersFor('single', 3)).toEqual([[0, 1, 2]]);
    expect(ordersFor('forward+reverse', 3)).toEqual([
      [0, 1, 2],
      [2, 1, 0]
    ]);
    expect(ordersFor('cyclic', 3)).toEqual([
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1]
    ]);
    expect(ordersFor('cyclic', 1)).toEqual([[0]]);
  });

  it('put each option behind each letter once when cyclic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 11 }), (n) => {
        const orders = ordersFor('cyclic', n);
        for (let letter = 0; letter < n; letter++) {
          expect(new Set(orders.map((order) => order[letter])).size).toBe(n);
        }
      })
    );
  });
});

describe('letters', () => {
  it('run from A to M', () => {
    expect(lettersFor(3)).toEqual(['A', 'B', 'C']);
    expect(lettersFor(13).at(-1)).toBe('M');
    expect(() => lettersFor(14)).toThrow(RangeError);
  });
});
