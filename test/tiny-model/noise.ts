import { seededRandom } from '../../src/core/inference/random.ts';
import type { Random } from '../../src/core/inference/types.ts';

/** One source of numbers per name, so that a change in one part leaves the others' weights alone. */
export function noiseFor(seed: number, name: string): Random {
  const mixed = [...name].reduce(
    (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619),
    seed
  );
  return seededRandom(mixed);
}

/**
 * Uniform numbers of mean 0 and the given standard deviation. Uniform, because a normal
 * distribution needs logarithms, whose last bits differ between machines.
 */
export function uniform(random: Random, count: number, deviation: number): Float32Array {
  return Float32Array.from({ length: count }, () => (random() * 2 - 1) * deviation * Math.sqrt(3));
}

/** Bytes of an 8-bit weight; 128 stands for zero. */
export function bytes(random: Random, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => Math.floor(random() * 256));
}

/** Standard deviation of `bytes`, to scale them to a wanted one. */
export const BYTE_DEVIATION = Math.sqrt((256 ** 2 - 1) / 12);
