import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDistributions } from '../fixtures/distributions.ts';
import { changePercent, mostMoved, signedMove, totalVariation } from './shift.ts';

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

  it('change is a percentage of the score that is named', () => {
    expect(changePercent(0.6, 0.8, 'country')).toBeCloseTo(-25, 12);
    expect(changePercent(0.6, 0.8, 'picture')).toBeCloseTo(-100 / 3, 12);
    expect(changePercent(0.6, 0, 'country')).toBeNull();
  });

  it('ranks the most moved first', () => {
    const items = [
      { id: 'still', to: [0.5, 0.5] },
      { id: 'far', to: [1, 0] },
      { id: 'some', to: [0.6, 0.4] }
    ];
    const ranked = mostMoved(items, ({ to }) => [[0.5, 0.5], to]);
    expect(ranked.map(({ item }) => item.id)).toEqual(['far', 'some', 'still']);
    expect(ranked[0]?.moved).toBe(0.5);
  });
});
