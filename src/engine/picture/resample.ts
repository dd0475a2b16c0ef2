/**
 * Antialiased bicubic resizing with 8-bit results after each pass, equal to Pillow's
 * `resize(..., BICUBIC)`, with which the model's pictures were prepared. Canvas resizing differs
 * between browsers; this gives one picture one answer everywhere.
 */

/** Fixed-point bits of the weights, as in Pillow. */
const ONE = 2 ** 22;
const SUPPORT = 2;

interface Window {
  start: number;
  weights: Float64Array;
}

/** Catmull-Rom-like cubic with a = -0.5 (Keys 1981). */
function cubic(x: number): number {
  const a = -0.5;
  const t = Math.abs(x);
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a;
  return 0;
}

/** Per output pixel the input pixels it is a weighted sum of; weights in 1/2^22. */
export function windows(from: number, to: number): Window[] {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const reach = SUPPORT * stretch;
  return Array.from({ length: to }, (_, at) => {
    const centre = (at + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    const weights = new Float64Array(end - start);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      sum += weights[i] = cubic((i + start - centre + 0.5) / stretch);
    }
    for (let i = 0; i < weights.length; i++) {
      const scaled = ((weights[i] ?? 0) / sum) * ONE;
      weights[i] = Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return { start, weights };
  });
}

/**
 * Resizes a picture of 8-bit samples.
 * @param samples row-major, `channels` interleaved, length width * height * channels
 * @returns toWidth * toHeight * channels samples; the same samples where the size is the same
 */
export function resizeBicubic(
  samples: Uint8ClampedArray,
  channels: number,
  [width, height]: readonly [number, number],
  [toWidth, toHeight]: readonly [number, number]
): Uint8ClampedArray {
  const wide =
    toWidth === width
      ? samples
      : pass(samples, windows(width, toWidth), {
          lines: height,
          lineStep: [width * channels, toWidth * channels],
          pixelStep: [channels, channels],
          channels
        });
  return toHeight === height
    ? wide
    : pass(wide, windows(height, toHeight), {
        lines: toWidth,
        lineStep: [channels, channels],
        pixelStep: [toWidth * channels, toWidth * channels],
        channels
      });
}

interface Geometry {
  lines: number;
  /** Distance between lines, and between pixels along a line: in the input, in the output. */
  lineStep: readonly [number, number];
  pixelStep: readonly [number, number];
  channels: number;
}

function pass(
  input: Uint8ClampedArray,
  along: readonly Window[],
  { lines, lineStep, pixelStep, channels }: Geometry
): Uint8ClampedArray {
  const output = new Uint8ClampedArray(lines * along.length * channels);
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < along.length; at++) {
      const { start, weights } = along[at] as Window;
      const to = line * lineStep[1] + at * pixelStep[1];
      for (let channel = 0; channel < channels; channel++) {
        let from = line * lineStep[0] + start * pixelStep[0] + channel;
        let sum = ONE / 2;
        for (let i = 0; i < weights.length; i++, from += pixelStep[0]) {
          sum += (input[from] as number) * (weights[i] as number);
        }
        output[to + channel] = Math.floor(sum / ONE);
      }
    }
  }
  return output;
}
