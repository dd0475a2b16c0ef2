import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pillow, samplesIn, source } from '../../../test/fixtures/pillow/pillow.ts';
import { filterOf, type Filter } from './filters.ts';
import { resize, windows } from './resample.ts';
import { cutOut, rowsOf, type Rgb } from './samples.ts';

const sizes = fc.integer({ min: 1, max: 24 });
const filters = fc.constantFrom<Filter>('nearest', 'lanczos', 'bilinear', 'bicubic');

/** A picture of one row, grey. */
const row = (values: ArrayLike<number>): Rgb => ({
  rgb: Uint8ClampedArray.from(
    { length: values.length * 3 },
    (_, at) => values[Math.floor(at / 3)]!
  ),
  width: values.length,
  height: 1
});
const reds = ({ rgb }: Rgb) => [...rgb].filter((_, at) => at % 3 === 0);

describe('resize', () => {
  for (const [library, results] of [
    ['pillow', pillow.resized],
    ['torchvision', pillow.by_torch]
  ] as const) {
    it(`gives the samples that ${library} gives, with each of its filters`, () => {
      for (const { filter: resample, from, to, pixels } of results) {
        const [width, height] = to;
        const filter = filterOf({ resample }, 'bicubic');
        const { rgb } = resize(rowsOf(source(from)), { width, height }, filter, { library });
        expect(rgb, `${filter}, ${from.join(' x ')} to ${to.join(' x ')}`).toEqual(
          samplesIn(pixels)
        );
      }
    });
  }

  it('leaves a picture of the right size as it is', () => {
    const picture = source([7, 5]);
    expect(resize(rowsOf(picture), { width: 7, height: 5 }, 'lanczos')).toEqual(picture);
  });

  it('keeps an even colour even', () => {
    fc.assert(
      fc.property(
        sizes,
        sizes,
        sizes,
        sizes,
        fc.nat(255),
        filters,
        (w, h, width, height, value, filter) => {
          const even = { rgb: new Uint8ClampedArray(w * h * 3).fill(value), width: w, height: h };
          const { rgb } = resize(rowsOf(even), { width, height }, filter);
          expect(rgb).toEqual(new Uint8ClampedArray(width * height * 3).fill(value));
        }
      )
    );
  });

  it('commutes with mirroring', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), sizes, (values, to) => {
        const resized = (given: Uint8Array) =>
          reds(resize(rowsOf(row(given)), { width: to, height: 1 }, 'bicubic'));
        const [ahead, back] = [resized(values), resized(values.slice().reverse()).reverse()];
        // Halves round upwards, so the two may differ by one step.
        ahead.forEach((value, at) => expect(Math.abs(value - back[at]!)).toBeLessThanOrEqual(1));
      })
    );
  });

  it('gives a part of the resized picture', () => {
    const picture = source([30, 70]);
    const part = { left: 3, top: 4, width: 11, height: 5 };
    for (const to of [{ width: 20, height: 9 }, { width: 40, height: 60 }, picture]) {
      const whole = resize(rowsOf(picture), to, 'lanczos');
      expect(resize(rowsOf(picture), to, 'lanczos', { part })).toEqual(cutOut(whole, part));
    }
  });

  it('reads tall pictures strip by strip, whichever pass comes first', () => {
    const picture = source([30, 1100]);
    for (const to of [
      { width: 20, height: 90 },
      { width: 20, height: 1090 }
    ]) {
      const read: number[] = [];
      const rows = (top: number, count: number) => {
        read.push(count);
        return rowsOf(picture).rows(top, count);
      };
      const resized = resize({ ...picture, rows }, to, 'lanczos');
      expect(resized).toEqual(resize(rowsOf(picture), to, 'lanczos'));
      expect(read.length).toBeGreaterThan(3);
      expect(Math.max(...read)).toBeLessThanOrEqual(256);
    }
  });

  it('overshoots at edges and clips, as bicubic does', () => {
    const out = resize(rowsOf(row([0, 0, 255, 255])), { width: 8, height: 1 }, 'bicubic');
    expect(reds(out)).toEqual([0, 0, 0, 52, 203, 255, 255, 255]);
  });
});

describe('windows', () => {
  it('weigh as the cubic with a = -1/2 says', () => {
    // Halving 4 to 2: the window's support is 4, centre 1; distances 0.25, 0.75 and 1.25 (scaled).
    const w = (t: number) =>
      t < 1 ? 1.5 * t ** 3 - 2.5 * t ** 2 + 1 : -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2;
    const raw = [w(0.25), w(0.25), w(0.75), w(1.25)];
    const sum = raw.reduce((a, b) => a + b);
    const [first] = windows(4, 2, 'bicubic').targets;
    expect(first?.start).toBe(0);
    expect(Array.from(first?.weights ?? [])).toEqual(
      raw.map((value) => Math.round((value / sum) * 2 ** 22))
    );
  });
});
