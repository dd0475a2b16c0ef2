import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSoftmaxAt } from './logSoftmax.ts';

const row = fc
  .array(fc.float({ min: -200, max: 200, noNaN: true }), { minLength: 1, maxLength: 50 })
  .map((values) => Float32Array.from(values));

describe('logSoftmaxAt', () => {
  it('gives probabilities that sum to 1 over the whole row', () => {
    fc.assert(
      fc.property(row, (logits) => {
        const all = logSoftmaxAt(logits, [...logits.keys()]);
        expect(all.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 12);
      })
    );
  });

  it('is exact on a case by hand', () => {
    const logits = Float32Array.from([0, 1, -2]);
    const norm = Math.log(1 + Math.E + Math.exp(-2));
    expect(logSoftmaxAt(logits, [2, 0])).toEqual([-2 - norm, -norm]);
  });

  it('says NaN for a target outside the vocabulary', () => {
    expect(logSoftmaxAt(Float32Array.from([1, 2]), [7])).toEqual([NaN]);
  });
});
