import { seededRandom, shuffle } from '../../core/inference/random.ts';
import type { Blank } from '../../core/prompts/cueKinds.ts';
import type { Rgb } from './samples.ts';

/** Rows and columns of tiles in a shuffled picture. */
const TILES = 8;
/** Decides the noise, so that it is the same picture everywhere. */
const NOISE_SEED = 1;

/** A square picture that shows nothing. */
export function blankPixels(blank: Blank, edge: number): Rgb {
  const rgb = new Uint8ClampedArray(edge * edge * 3);
  const size = { width: edge, height: edge };
  if (blank !== 'noise') return { rgb: rgb.fill(blank === 'grey' ? 128 : 255), ...size };
  const random = seededRandom(NOISE_SEED);
  return { rgb: rgb.map(() => Math.floor(random() * 256)), ...size };
}

/**
 * A picture's 8 x 8 tiles in a seeded order: its colours and textures without what it shows. Where
 * an edge is no multiple of 8 the last rows or columns stay.
 */
export function shuffledPixels({ rgb, width, height }: Rgb, seed: number): Rgb {
  const [across, down] = [Math.floor(width / TILES), Math.floor(height / TILES)];
  const order = Array.from({ length: TILES * TILES }, (_, tile) => tile);
  shuffle(order, seededRandom(seed));
  const shuffled = rgb.slice();
  const start = (tile: number, line: number) =>
    ((Math.floor(tile / TILES) * down + line) * width + (tile % TILES) * across) * 3;
  order.forEach((from, to) => {
    for (let line = 0; line < down; line++) {
      const at = start(from, line);
      shuffled.set(rgb.subarray(at, at + across * 3), start(to, line));
    }
  });
  return { rgb: shuffled, width, height };
}
