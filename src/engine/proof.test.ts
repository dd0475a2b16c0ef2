import { describe, expect, it } from 'vitest';
import { largestDifference, proofTolerance } from './proof.ts';

describe('largestDifference', () => {
  it('is the largest, whichever the sign', () => {
    expect(largestDifference([-1, -2, -3], [-1, -2.5, -2.75])).toBe(0.5);
    expect(largestDifference([], [])).toBe(0);
  });

  it('is endless where a number is missing or undefined', () => {
    expect(largestDifference([-1], [-1, -2])).toBe(Infinity);
    expect(largestDifference([NaN, 0], [0, 0])).toBe(Infinity);
    expect(largestDifference([-Infinity], [-Infinity])).toBe(Infinity);
  });
});

describe('proofTolerance', () => {
  it('is strict where rows are computed one by one', () => {
    expect(proofTolerance('wasm', false)).toBe(1e-5);
    expect(proofTolerance('webgpu', false)).toBe(1e-3);
    expect(proofTolerance('webgpu', true)).toBe(1e-2);
  });
});
