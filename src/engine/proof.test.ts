import { describe, expect, it } from 'vitest';
import type { Device } from './engineApi.ts';
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
  const of = (device: Device, halves: boolean, layers: number) =>
    proofTolerance({ device, halves, layers });

  it('is strict where rows are computed one by one', () => {
    expect(of('wasm', false, 30)).toBe(1e-5);
    expect(of('webgpu', false, 30)).toBe(1e-3);
    expect(of('webgpu', true, 30)).toBe(1e-2);
    expect(of('wasm', true, 30)).toBe(1e-2);
  });

  it('follows depth, by its root and only beyond what is known', () => {
    expect(of('wasm', false, 2)).toBe(of('wasm', false, 30));
    expect(of('wasm', false, 120)).toBeCloseTo(2e-5, 12);
    expect(of('webgpu', true, 120)).toBeCloseTo(2e-2, 12);
  });

  it('never lets more than 1e-4 pass in 32 bits on WASM', () => {
    expect(of('wasm', false, 1e6)).toBe(1e-4);
  });
});
