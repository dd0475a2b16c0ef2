import type { Random } from './types.ts';

/**
 * Seeded uniform numbers in [0, 1) with 32 random bits: xoshiro128** (Blackman and Vigna), its
 * state filled by splitmix32 from the seed's low 32 bits.
 */
export function seededRandom(seed: number): Random {
  let counter = seed | 0;
  const splitmix = () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = splitmix();
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result / 4294967296;
  };
}

/** Puts numbers in a random order, in place (Fisher and Yates). */
export function shuffle(items: { length: number; [index: number]: number }, random: Random): void {
  for (let k = items.length - 1; k > 0; k--) {
    const other = (random() * (k + 1)) | 0;
    const swap = items[k] as number;
    items[k] = items[other] as number;
    items[other] = swap;
  }
}
