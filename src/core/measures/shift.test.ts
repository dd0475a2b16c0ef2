import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDistributions } from '../fixtures/distributions.ts';
import { signedMove, totalVariation } from './shift.ts';

describe('shift', () => {
  it('total variation is the share that moved', () => {
    expect(totalVariation([0.5, 0.3, 0.2], [0.2, 0.3, 0.5])).toBeCloseTo(0.3, 12);
    expect(totalVariation([1, 0], [0, 1])).toBe(1);
  });

  it('signed move runs from -1 to 1 along the scale', () => {
    expect(signedMove('ordinal', [1, 0, 0], [0, 0, 1])).toBe(1);
    expect(signedMove('ordinal', [0, 0, 1], [0, 1, 0])).toBe(-0.5);
    expect(signedMove('nominal', [1, 0], [0, 1])).toBeNull();
  });

  it('no answer moves further along its scale than its total variation', () => {
    fc.assert(
      fc.property(anyDistributions(2), ([p = [], q = []]) => {
        const moved = totalVariation(p, q);
        const signed = signedMove('ordinal', p, q) ?? NaN;
        expect(moved).toBeCloseTo(totalVariation(q, p), 12);
        expect(Math.abs(signed)).toBeLessThanOrEqual(moved + 1e-12);
        expect(signed).toBeCloseTo(-(signedMove('ordinal', q, p) ?? NaN), 12);
      })
    );
  });
});
