import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankPixels, shuffledPixels } from './controls.ts';

test('blanks: one grey, one white, and noise that is the same every time', () => {
  expect(new Set(blankPixels('grey', 4))).toEqual(new Set([128]));
  expect(new Set(blankPixels('white', 4))).toEqual(new Set([255]));
  const noise = blankPixels('noise', 32);
  expect(noise).toEqual(blankPixels('noise', 32));
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  expect(mean).toBeGreaterThan(118);
  expect(mean).toBeLessThan(138);
});

test('a shuffled picture has the same pixels in another place, whole tiles together', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 40 }), fc.integer(), (size, seed) => {
      const pixels = Uint8ClampedArray.from({ length: size * size * 3 }, (_, k) => k % 251);
      const shuffled = shuffledPixels(pixels, size, seed);
      expect([...shuffled].sort()).toEqual([...pixels].sort());
    })
  );
  // Every tile of one colour: tiles stay whole.
  const tiles = Uint8ClampedArray.from(
    { length: 16 * 16 * 3 },
    (_, k) => Math.floor(k / 3 / 32) * 8 + Math.floor(((k / 3) % 16) / 2)
  );
  const shuffled = shuffledPixels(tiles, 16, 7);
  expect(shuffled).not.toEqual(tiles);
  const at = (x: number, y: number) => shuffled[(y * 16 + x) * 3];
  for (let y = 0; y < 16; y += 2) {
    for (let x = 0; x < 16; x += 2) {
      expect([at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)]).toEqual(Array(3).fill(at(x, y)));
    }
  }
});
