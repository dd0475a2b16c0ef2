import type { OrtSession } from './tensor.ts';

/** What a decoder hands on from one call to the next: one output, and the input that takes it. */
export interface CacheSlot {
  input: string;
  output: string;
}

type Names = Pick<OrtSession, 'inputNames' | 'outputNames'>;

/**
 * A decoder's caches, by the names of its graph: keys and values (`past_key_values.0.key` is what
 * `present.0.key` was), and whatever else its layers remember, such as a convolution's last columns
 * or a recurrent state (`past_conv.0` from `present_conv.0`), all named as transformers.js has them.
 */
export function cacheSlots({ inputNames, outputNames }: Names): CacheSlot[] {
  return inputNames.flatMap((input) => {
    const output = [/^past_key_values(?=\.)/, /^past(?=[_.])/]
      .filter((past) => past.test(input))
      .map((past) => input.replace(past, 'present'))
      .find((name) => outputNames.includes(name));
    return output === undefined ? [] : [{ input, output }];
  });
}

/** How many layers remember something: they are numbered, whatever each of them keeps. */
export function cachedLayers(slots: readonly CacheSlot[]): number {
  return new Set(slots.map(({ input }) => /\.(\d+)(?:\.|$)/.exec(input)?.[1])).size;
}

/**
 * Sizes of a cache before the first token, all zeros: the graph's own. A named dimension is the
 * batch, of one, where it comes first; any other is a length, and nothing is there yet.
 */
export function emptyDims(
  { inputMetadata }: Pick<OrtSession, 'inputMetadata'>,
  { input }: CacheSlot
): number[] {
  const { shape = [] } = inputMetadata.find(({ name }) => name === input) ?? {};
  return shape.map((size, at) => (typeof size === 'number' ? size : at === 0 ? 1 : 0));
}
