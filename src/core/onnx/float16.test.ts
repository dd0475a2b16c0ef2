import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalves, toHalves } from './float16.ts';

const halves = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
const isNumber = (bits: number) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0;

describe('half precision', () => {
  it('gives every half back', () => {
    const numbers = halves.filter(isNumber);
    expect(toHalves(fromHalves(numbers))).toEqual(numbers);
  });

  it('rounds to the nearest half', () => {
    const positive = fromHalves(halves.slice(0, 0x7c00));
    fc.assert(
      fc.property(fc.float({ min: 0, max: 65503, noNaN: true }), (value) => {
        const [found] = fromHalves(toHalves(Float32Array.of(value)));
        const best = Math.min(...positive.map((half) => Math.abs(half - value)));
        expect(Math.abs(found! - value)).toBe(best);
      }),
      { numRuns: 50 }
    );
  });

  it('knows infinity, nothing and the mask', () => {
    const special = Float32Array.of(Infinity, -Infinity, 70000, -0, -65504);
    expect([...fromHalves(toHalves(special))]).toEqual([Infinity, -Infinity, Infinity, -0, -65504]);
    expect(fromHalves(toHalves(Float32Array.of(NaN)))[0]).toBeNaN();
  });
});
