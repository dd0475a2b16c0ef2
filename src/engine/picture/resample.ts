import { kernelOf, type Filter } from './filters.ts';
import { rowsOf, type Area, type PictureRows, type Rgb, type Size } from './samples.ts';

/**
 * Resizing with 8-bit results after each pass, equal to Pillow's `resize` (its Resample.c), with
 * which the reference's pictures are prepared. Canvas resizing differs between browsers; this gives
 * one picture one answer everywhere.
 */

/**
 * Who resizes: torchvision (ATen's UpSampleKernel.cpp) weighs in 16 bits, and always resizes across,
 * then down. So did Pillow, which since version 13 begins with the height where much more goes of
 * it than of the width; results of 8 bits in between make a difference.
 */
type Library = 'pillow' | 'torchvision';

/** Pillow's weights are in 1/2^22. */
const FINEST = 22;

/** Rows that are read at a time; more where a single new row is made of more. */
const STRIP = 256;

interface Window {
  start: number;
  weights: Float64Array;
}

/** Per new pixel the old ones that it is a weighted sum of. */
interface Windows {
  targets: readonly Window[];
  /** What weights add up to: they are whole numbers. */
  one: number;
}

export function windows(
  from: number,
  to: number,
  filter: Filter,
  library: Library = 'pillow'
): Windows {
  const exact = exactWindows(from, to, filter);
  const one = 2 ** (library === 'pillow' ? FINEST : bitsOf(exact));
  for (const { weights } of exact) {
    for (let i = 0; i < weights.length; i++) {
      const scaled = (weights[i] as number) * one;
      weights[i] = Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
  }
  return { targets: exact, one };
}

/** The most bits with which the largest weight is a number of 16 bits, as torchvision finds them. */
function bitsOf(exact: readonly Window[]): number {
  const largest = exact.reduce((most, { weights }) => Math.max(most, ...weights), 0);
  let bits = 0;
  while (bits < FINEST && Math.trunc(0.5 + largest * 2 ** (bits + 1)) < 2 ** 15) bits++;
  return bits;
}

function exactWindows(from: number, to: number, filter: Filter): Window[] {
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
    return { start, weights: weights.map((weight) => weight / sum) };
  });
}

/** Pillow counts the place on (Geometry.c), so that its last digits are those of a sum. */
function nearest(scale: number, to: number): Window[] {
  let place = scale * 0.5;
  return Array.from({ length: to }, () => {
    const start = Math.floor(place);
    place += scale;
    return { start, weights: Float64Array.of(1) };
  });
}

interface Wanted {
  /** What is wanted of the resized picture; default: all of it. */
  part?: Area;
  /** Default: Pillow. */
  library?: Library;
}

export function resize(
  picture: PictureRows,
  to: Size,
  filter: Filter,
  { part = { left: 0, top: 0, ...to }, library = 'pillow' }: Wanted = {}
): Rgb {
  const { left, top, width, height } = part;
  const along = (from: number, length: number, first: number, count: number): Windows => {
    const { targets, one } = windows(from, length, filter, library);
    return { targets: targets.slice(first, first + count), one };
  };
  const columns = along(picture.width, to.width, left, width);
  const rows = along(picture.height, to.height, top, height);
  const [lessWide, lessHigh] = [picture.width - to.width, picture.height - to.height];
  return library === 'pillow' && lessHigh > Math.max(0, 2 * lessWide)
    ? across(rowsOf(down(picture, rows)), columns)
    : down(rowsOf(across(picture, columns)), rows);
}

function across({ width, height, rows }: PictureRows, columns: Windows): Rgb {
  const line = columns.targets.length * 3;
  const rgb = new Uint8ClampedArray(height * line);
  for (let top = 0; top < height; top += STRIP) {
    const lines = Math.min(STRIP, height - top);
    const result = rgb.subarray(top * line, (top + lines) * line);
    pass(rows(top, lines), result, columns, { lines, starts: [width * 3, line], step: 3 });
  }
  return { rgb, width: columns.targets.length, height };
}

function down({ width, rows }: PictureRows, { targets, one }: Windows): Rgb {
  const line = width * 3;
  const rgb = new Uint8ClampedArray(targets.length * line);
  for (let first = 0, next; first < targets.length; first = next) {
    // As many new rows as are made of one strip of old ones, at least one.
    const top = startOf(targets, first);
    next = first + 1;
    while (next < targets.length && endOf(targets, next) - top <= STRIP) next++;
    const strip = rows(top, endOf(targets, next - 1) - top);
    const within = targets
      .slice(first, next)
      .map(({ start, weights }) => ({ start: start - top, weights }));
    const result = rgb.subarray(first * line, next * line);
    pass(strip, result, { targets: within, one }, { lines: width, starts: [3, 3], step: line });
  }
  return { rgb, width, height: targets.length };
}

const startOf = (targets: readonly Window[], at: number) => (targets[at] as Window).start;
const endOf = (targets: readonly Window[], at: number) =>
  startOf(targets, at) + (targets[at] as Window).weights.length;

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
  { targets, one }: Windows,
  { lines, starts: [inStart, outStart], step }: Pass
): void {
  for (let line = 0; line < lines; line++) {
    for (const [target, { start, weights }] of targets.entries()) {
      const to = line * outStart + target * step;
      for (let channel = 0; channel < 3; channel++) {
        let from = line * inStart + start * step + channel;
        let sum = one / 2;
        for (let i = 0; i < weights.length; i++, from += step) {
          sum += (input[from] as number) * (weights[i] as number);
        }
        output[to + channel] = Math.floor(sum / one);
      }
    }
  }
}
