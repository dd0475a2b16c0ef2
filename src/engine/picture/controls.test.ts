import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankPixels, shuffledPixels } from './controls.ts';

test('blanks: one grey, one white, and noise that is the same every time', () => {
  expect(new Set(blankPixels('grey', 4).rgb)).toEqual(new Set([128]));
  expect(new Set(blankPixels('white', 4).rgb)).toEqual(new Set([255]));
  const noise = blankPixels('noise', 32);
  expect(noise).toEqual(blankPixels('noise', 32));
  const mean = noise.rgb.reduce((sum, value) => sum + value, 0) / noise.rgb.length;
  expect(mean).toBeGreaterThan(118);
  expect(mean).toBeLessThan(138);
});

test('a shuffled picture has the same pixels in another place, whole tiles together', () => {
  const edges = fc.integer({ min: 8, max: 40 });
  fc.assert(
    fc.property(edges, edges, fc.integer(), (width, height, seed) => {
      const rgb = Uint8ClampedArray.from({ length: width * height * 3 }, (_, k) => k % 251);
      const shuffled = shuffledPixels({ rgb, width, height }, seed);
      expect(shuffled).toMatchObject({ width, height });
      expect(shuffled.rgb.slice().sort()).toEqual(rgb.slice().sort());
    })
  );
  // Every tile of one colour: tiles stay whole. Two pixels wide, three high.
  const [width, height] = [16, 24];
  const tileOf = (k: number) =>
    Math.floor(k / 3 / width / 3) * 8 + Math.floor(((k / 3) % width) / 2);
  const rgb = Uint8ClampedArray.from({ length: width * height * 3 }, (_, k) => tileOf(k));
  const shuffled = shuffledPixels({ rgb, width, height }, 7).rgb;
  expect(shuffled).not.toEqual(rgb);
  const at = (x: number, y: number) => shuffled[(y * width + x) * 3];
  for (let y = 0; y < height; y += 3) {
    for (let x = 0; x < width; x += 2) {
      expect([at(x + 1, y), at(x, y + 2), at(x + 1, y + 2)]).toEqual(Array(3).fill(at(x, y)));
    }
  }
});
