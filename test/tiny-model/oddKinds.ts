import { buildKind, squares } from './kinds.ts';
import { decoderRoundingTogether, decoderWithOwnMask, decoderWithStates } from './oddDecoders.ts';

/** Models that not every way of asking works with, by folder name: their files by path. */
export const buildOddKinds = (): Map<string, Map<string, Uint8Array>> =>
  new Map([
    ['tiny-own-mask', buildKind({ ...squares, seed: 9, decoder: decoderWithOwnMask })],
    ['tiny-states', buildKind({ ...squares, seed: 10, decoder: decoderWithStates })],
    ['tiny-rounding', buildKind({ ...squares, seed: 11, decoder: decoderRoundingTogether })]
  ]);
