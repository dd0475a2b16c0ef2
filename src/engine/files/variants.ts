/** File-name endings by variant, as transformers.js writes them. */
export const SUFFIXES = {
  q4f16: '_q4f16',
  fp16: '_fp16',
  q4: '_q4',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  fp32: '',
  bnb4: '_bnb4'
} as const;
export type Dtype = keyof typeof SUFFIXES;

/** All of them, best known first; what a stored choice may be. */
export const DTYPES = Object.keys(SUFFIXES) as Dtype[];

/** As file names spell it. */
export const variantName = (dtype: Dtype) => SUFFIXES[dtype].slice(1) || dtype;

/** Computed in half precision where the device can; in 32 bits elsewhere, out of the same files. */
export const HALVES: readonly Dtype[] = ['q4f16', 'fp16'];
/** Weights in 4 bits: exact row by row, since activations are not rounded. */
const FOUR_BITS: readonly Dtype[] = ['q4f16', 'q4', 'bnb4'];
/**
 * Quantised while running: activations are rounded over a whole call, so that a prompt's neighbours
 * change its numbers. Asked one by one, and never taken where another variant is there.
 */
export const DYNAMIC: readonly Dtype[] = ['q8', 'int8', 'uint8'];

/** How much smaller halves have to be for a "4-bit" table of vectors to be no such thing. */
const CLEARLY_SMALLER = 0.8;

/** What a model has of one of its parts. */
export interface PartFiles {
  has(dtype: Dtype): boolean;
  /** Graph and weights beside it, in bytes. */
  bytes(dtype: Dtype): number;
}

/**
 * The decoder's variants, the one to take first: 4 bits before 32, in halves first where the device
 * computes in them, and what is quantised while running last.
 * @param ships has the model a packed graph of its own for it? Then it was made for this app, and
 *   its 8 bits are the weights' alone.
 */
export function decoderOrder(halves: boolean, ships: (dtype: Dtype) => boolean = () => false) {
  const order: Dtype[] = [
    ...(halves ? HALVES : []),
    ...(['q4', 'fp32', 'bnb4'] as const),
    ...DYNAMIC.filter(ships),
    ...HALVES,
    ...DYNAMIC
  ];
  return [...new Set(order)];
}

/**
 * The variant of another part: the decoder's own; where it lacks that, the smallest that is near it.
 * A table of vectors is taken in halves where the one said to be in 4 bits holds plain floats, which
 * its size tells: the tools quantise products, and looking up a row is none.
 * @param part there in one variant at least
 */
export function partVariant(decoder: Dtype, isTable: boolean, part: PartFiles): Dtype {
  const order: Dtype[] = [
    decoder,
    ...(HALVES.includes(decoder) ? HALVES : []),
    ...(['q4', 'q8', 'int8', 'uint8', 'fp32', 'bnb4'] as const),
    ...HALVES
  ];
  const found = order.find((dtype) => part.has(dtype)) as Dtype;
  const floats =
    isTable &&
    FOUR_BITS.includes(found) &&
    part.has('fp16') &&
    part.bytes('fp16') < part.bytes(found) * CLEARLY_SMALLER;
  return floats ? 'fp16' : found;
}
