import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resizeBicubic, windows } from './resample.ts';

const sizes = fc.integer({ min: 1, max: 24 });

describe('resizeBicubic', () => {
  it('leaves a picture of the right size as it is', () => {
    const samples = Uint8ClampedArray.from({ length: 4 * 3 * 3 }, (_, i) => (i * 37) % 256);
    expect(resizeBicubic(samples, 3, [4, 3], [4, 3])).toEqual(samples);
  });

  it('keeps an even colour even', () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, sizes, fc.nat(255), (w, h, toW, toH, value) => {
        const out = resizeBicubic(new Uint8ClampedArray(w * h).fill(value), 1, [w, h], [toW, toH]);
        expect(out).toEqual(new Uint8ClampedArray(toW * toH).fill(value));
      })
    );
  });

  it('commutes with mirroring', () => {
    const mirror = (row: Uint8ClampedArray) => row.slice().reverse();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), sizes, (row, to) => {
        const samples = Uint8ClampedArray.from(row);
        const resize = (s: Uint8ClampedArray) => resizeBicubic(s, 1, [s.length, 1], [to, 1]);
        const [ahead, back] = [resize(samples), mirror(resize(mirror(samples)))];
        // Halves round upwards, so the two may differ by one step.
        ahead.forEach((value, at) =>
          expect(Math.abs(value - (back[at] as number))).toBeLessThanOrEqual(1)
        );
      })
    );
  });

  it('treats channels apart', () => {
    const red = Uint8ClampedArray.from([0, 90, 255, 13, 77, 200]);
    const rgb = new Uint8ClampedArray(18);
    red.forEach((value, at) => rgb.set([value, 0, 255], at * 3));
    const out = resizeBicubic(rgb, 3, [3, 2], [2, 5]);
    expect(out.filter((_, i) => i % 3 === 0)).toEqual(resizeBicubic(red, 1, [3, 2], [2, 5]));
    expect(out.filter((_, i) => i % 3 === 1)).toEqual(new Uint8ClampedArray(10));
    expect(out.filter((_, i) => i % 3 === 2)).toEqual(new Uint8ClampedArray(10).fill(255));
  });

  it('weighs as the cubic with a = -1/2 says', () => {
    // Halving 4 to 2: the window's support is 4, centre 1; distances 0.25, 0.75 and 1.25 (scaled).
    const w = (t: number) =>
      t < 1 ? 1.5 * t ** 3 - 2.5 * t ** 2 + 1 : -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2;
    const raw = [w(0.25), w(0.25), w(0.75), w(1.25)];
    const sum = raw.reduce((a, b) => a + b);
    const [first] = windows(4, 2);
    expect(first?.start).toBe(0);
    expect(Array.from(first?.weights ?? [])).toEqual(
      raw.map((value) => Math.round((value / sum) * 2 ** 22))
    );
  });

  it('overshoots at edges and clips, as bicubic does', () => {
    const out = resizeBicubic(Uint8ClampedArray.from([0, 0, 255, 255]), 1, [4, 1], [8, 1]);
    expect(Array.from(out)).toEqual([0, 0, 0, 52, 203, 255, 255, 255]);
  });
});
