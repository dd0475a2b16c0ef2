import { kernelOf, type Filter } from './filters.ts';
import type { Part, PictureRows, Rgb, Size } from './samples.ts';

/**
 * Resizing with 8-bit results after each pass, equal to Pillow's `resize` (its Resample.c), with
 * which the reference's pictures are prepared. Canvas resizing differs between browsers; this gives
 * one picture one answer everywhere.
 */

/** Fixed-point bits of the weights, as in Pillow. */
const ONE = 2 ** 22;

/** Rows that are read at a time. */
const STRIP = 256;

interface Window {
  start: number;
  weights: Float64Array;
}

/** Per new pixel the old ones that it is a weighted sum of; weights in 1/2^22. */
export function windows(from: number, to: number, filter: Filter): Window[] {
  const kernel = kernelOf(filter);
  const scale = from / to;
  if (!kernel) return nearest(scale, to);
  const stretch = Math.max(scale, 1);
  const reach = kernel.reach * stretch;
  return Array.from({ length: to }, (_, at) => {
    const centre = (at + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    const weights = new Float64Array(end - start);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      sum += weights[i] = kernel.weight((i + start - centre + 0.5) / stretch);
    }
    for (let i = 0; i < weights.length; i++) {
      const scaled = ((weights[i] ?? 0) / sum) * ONE;
      weights[i] = Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return { start, weights };
  });
}

/** Pillow counts the place on (Geometry.c), so that its last digits are those of a sum. */
function nearest(scale: number, to: number): Window[] {
  let place = scale * 0.5;
  return Array.from({ length: to }, () => {
    const start = Math.floor(place);
    place += scale;
    return { start, weights: Float64Array.of(ONE) };
  });
}

/**
 * Resizes a picture.
 * @param part what is wanted of the resized picture; default: all of it
 */
export function resize(
  picture: PictureRows,
  to: Size,
  filter: Filter,
  part: Part = { left: 0, top: 0, ...to }
): Rgb {
  const { width, height } = part;
  const within = (all: Window[], start: number, length: number) => all.slice(start, start + length);
  const columns = within(windows(picture.width, to.width, filter), part.left, width);
  const rows = within(windows(picture.height, to.height, filter), part.top, height);
  const wide = new Uint8ClampedArray(picture.height * width * 3);
  for (let top = 0; top < picture.height; top += STRIP) {
    const lines = Math.min(STRIP, picture.height - top);
    const strip = picture.rows(top, lines);
    const result = wide.subarray(top * width * 3, (top + lines) * width * 3);
    if (to.width === picture.width && width === to.width) result.set(strip);
    else pass(strip, result, columns, { lines, starts: [picture.width * 3, width * 3], step: 3 });
  }
  if (to.height === picture.height && height === to.height) return { rgb: wide, width, height };
  const rgb = new Uint8ClampedArray(height * width * 3);
  pass(wide, rgb, rows, { lines: width, starts: [3, 3], step: width * 3 });
  return { rgb, width, height };
}

interface Pass {
  lines: number;
  /** Samples between the beginnings of two lines: of the input, of the output. */
  starts: readonly [number, number];
  /** Samples between two pixels of a line. */
  step: number;
}

function pass(
  input: Uint8ClampedArray,
  output: Uint8ClampedArray,
  targets: readonly Window[],
  { lines, starts: [inStart, outStart], step }: Pass
): void {
  for (let line = 0; line < lines; line++) {
    for (const [target, { start, weights }] of targets.entries()) {
      const to = line * outStart + target * step;
      for (let channel = 0; channel < 3; channel++) {
        let from = line * inStart + start * step + channel;
        let sum = ONE / 2;
        for (let i = 0; i < weights.length; i++, from += step) {
          sum += (input[from] as number) * (weights[i] as number);
        }
        output[to + channel] = Math.floor(sum / ONE);
      }
    }
  }
}
