import { kernelOf, type Filter } from '../../../src/engine/picture/filters.ts';
import type { windows } from '../../../src/engine/picture/resample.ts';

type Windows = ReturnType<typeof windows>;

/** The app's own weights are Pillow's: in 1/2^22. */
const ONE = 2 ** 22;
/** Torch's are whole numbers below this, in the finest fraction that allows it. */
const MOST = 2 ** 15;

let used = false;

/**
 * From now on pictures are resized as torchvision does (the default of transformers 5, by which
 * references are made), or as the app does.
 */
export function useTorchvision(use: boolean): void {
  used = use;
}

/**
 * In the app's place (buildPage.mjs puts it there): the same windows with weights of 16 bits, as in
 * torch's `compute_index_ranges_int16_weights` (UpSampleKernel.cpp). Sums are rounded as the app's are.
 * @param own the app's windows
 */
export function torchvisionWindows(
  own: typeof windows,
  from: number,
  to: number,
  filter: Filter
): Windows {
  const kernel = kernelOf(filter);
  if (!used || !kernel) return own(from, to, filter);
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const exact = Array.from({ length: to }, (_, at) => {
    const centre = (at + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - kernel.reach * stretch + 0.5));
    const end = Math.min(from, Math.trunc(centre + kernel.reach * stretch + 0.5));
    const weights = Float64Array.from({ length: end - start }, (_, i) =>
      kernel.weight((i + start - centre + 0.5) / stretch)
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { start, weights: weights.map((weight) => weight / sum) };
  });
  const largest = Math.max(...exact.map(({ weights }) => Math.max(...weights)));
  let bits = 0;
  while (bits < 22 && Math.trunc(0.5 + largest * 2 ** (bits + 1)) < MOST) bits++;
  const rounded = (weight: number) => Math.trunc(weight * 2 ** bits + (weight < 0 ? -0.5 : 0.5));
  return exact.map(({ start, weights }) => ({
    start,
    weights: weights.map((weight) => (rounded(weight) * ONE) / 2 ** bits)
  }));
}
