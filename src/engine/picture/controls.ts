import { seededRandom, shuffle } from '../../core/inference/random.ts';
import type { Blank } from '../../core/prompts/cueKinds.ts';

/** Rows and columns of tiles in a shuffled picture. */
const TILES = 8;
/** Decides the noise, so that it is the same picture everywhere. */
const NOISE_SEED = 1;

/** A picture that shows nothing, at the model's own size. @returns RGB samples, size * size * 3 */
export function blankPixels(blank: Blank, size: number): Uint8ClampedArray {
  const rgb = new Uint8ClampedArray(size * size * 3);
  if (blank !== 'noise') return rgb.fill(blank === 'grey' ? 128 : 255);
  const random = seededRandom(NOISE_SEED);
  return rgb.map(() => Math.floor(random() * 256));
}

/**
 * A picture's 8 x 8 tiles in a seeded order: its colours and textures without what it shows. Where
 * the size is no multiple of 8 the last rows and columns stay.
 * @param rgb RGB samples, size * size * 3
 */
export function shuffledPixels(
  rgb: Uint8ClampedArray,
  size: number,
  seed: number
): Uint8ClampedArray {
  const side = Math.floor(size / TILES);
  const order = Array.from({ length: TILES * TILES }, (_, tile) => tile);
  shuffle(order, seededRandom(seed));
  const shuffled = rgb.slice();
  const start = (tile: number, line: number) =>
    ((Math.floor(tile / TILES) * side + line) * size + (tile % TILES) * side) * 3;
  order.forEach((from, to) => {
    for (let line = 0; line < side; line++) {
      const at = start(from, line);
      shuffled.set(rgb.subarray(at, at + side * 3), start(to, line));
    }
  });
  return shuffled;
}
