import { expect, it } from 'vitest';
import { flatPatches } from './flatPatches.ts';

it('keeps the patches of a token together, frame after frame', () => {
  // 4 x 4 pixels, patches of one pixel, four to a token.
  const rgb = Uint8ClampedArray.from(
    { length: 48 },
    (_, at) => Math.floor(at / 3) + 100 * (at % 3)
  );
  const as255ths = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] };
  const cut = { patch: 1, merge: 2, frames: 2 };
  const flat = flatPatches({ rgb, width: 4, height: 4 }, as255ths, cut);
  const rounded = Array.from(flat, Math.round);
  expect(rounded).toHaveLength(96);
  expect(rounded.slice(0, 6)).toEqual([0, 0, 100, 100, 200, 200]);
  const order = Array.from({ length: 16 }, (_, patch) => rounded[patch * 6]);
  expect(order).toEqual([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
});

it('goes row by row where a picture is not square', () => {
  const rgb = Uint8ClampedArray.from({ length: 8 * 2 * 3 }, (_, at) => Math.floor(at / 3));
  const as255ths = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] };
  const cut = { patch: 1, merge: 2, frames: 1 };
  const flat = flatPatches({ rgb, width: 8, height: 2 }, as255ths, cut);
  const order = Array.from({ length: 16 }, (_, patch) => Math.round(flat[patch * 3]!));
  expect(order).toEqual([0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15]);
});
