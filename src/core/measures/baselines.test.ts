import { describe, expect, it } from 'vitest';
import { baselines } from './baselines.ts';
import { similarity, uniform } from './similarity.ts';

const own = [0.6, 0.3, 0.1];
const near = [0.5, 0.4, 0.1];
const far = [0.1, 0.1, 0.8];
const figures = new Map([
  ['BRA', { p: far }],
  ['KOR', { p: own }],
  ['VNM', { p: near }]
]);

describe('baselines', () => {
  it('hold a country against an even spread and against the other countries', () => {
    const s = (p: readonly number[]) => similarity('jsd-bits', p, own, 'ordinal');
    expect(baselines('jsd-bits', figures, 'KOR', 'ordinal')).toEqual({
      uniform: s(uniform(3)),
      otherCountries: (s(far) + s(near)) / 2,
      bestOther: { country: 'VNM', similarity: s(near) }
    });
  });

  it('leave missing what is missing', () => {
    expect(baselines('jsd-bits', figures, 'NGA', 'ordinal')).toBeNull();
    const alone = baselines('jsd-bits', new Map([['KOR', { p: own }]]), 'KOR', 'ordinal');
    expect(alone).toMatchObject({ otherCountries: null, bestOther: null });
  });
});
