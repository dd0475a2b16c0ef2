import { seededRandom } from './random.ts';

/** Up to so many differences every way of signing them is counted: 2^16 ways. */
const EXACT_UP_TO = 16;
const FLIPS = 10_000;
/** Sums of the same numbers in another order differ by rounding; it must not make one smaller. */
const SLACK = 1e-12;

/**
 * Two-sided p that paired differences are symmetric about 0: the share of the ways to flip their
 * signs whose mean is at least as far from 0 as the observed one. All 2^n ways for n <= 16; above,
 * 10,000 seeded ones, the observed one counted: (1 + #) / (B + 1).
 * Source: Fisher's randomisation test (controls-and-inference, Intervals and p).
 * @param differences none missing; at least one
 */
export function signFlipP(differences: ArrayLike<number>, seed: number): number {
  const n = differences.length;
  const size = Array.from(differences, Math.abs).reduce((total, value) => total + value, 0);
  const observed = Math.abs(Array.from(differences).reduce((total, value) => total + value, 0));
  const least = observed - SLACK * size;
  return n <= EXACT_UP_TO ? exact(differences, least) : sampled(differences, least, seed);
}

/** The smallest p that n differences can have: only all of one sign are as far from 0. */
export function smallestP(n: number): number {
  return n <= EXACT_UP_TO ? 2 / 2 ** n : 1 / (FLIPS + 1);
}

/** Gray code: from one way to the next a single sign flips, so each costs one addition. */
function exact(differences: ArrayLike<number>, least: number): number {
  const n = differences.length;
  const signs = new Int8Array(n).fill(1);
  let sum = Array.from(differences).reduce((total, value) => total + value, 0);
  let extreme = 0;
  // A way and its mirror image are equally far from 0: the last sign stays.
  const ways = 2 ** (n - 1);
  for (let way = 0; ;) {
    if (Math.abs(sum) >= least) extreme += 1;
    if (++way === ways) return extreme / ways;
    const flipped = 31 - Math.clz32(way & -way);
    sum -= 2 * (signs[flipped] as number) * (differences[flipped] as number);
    signs[flipped] = -(signs[flipped] as number);
  }
}

/**
 * Eight differences at a time: the sums of all 256 ways to sign them are made once, so that a flip
 * costs one look-up for eight of them. A figure has hundreds of tests.
 */
function sampled(differences: ArrayLike<number>, least: number, seed: number): number {
  const bytes = Math.ceil(differences.length / 8);
  const sums = new Float64Array(bytes * 256);
  for (let byte = 0; byte < bytes; byte++) {
    for (let signs = 0; signs < 256; signs++) {
      let sum = 0;
      for (let bit = 0; bit < 8; bit++) {
        const value = differences[byte * 8 + bit] ?? 0;
        sum += signs & (1 << bit) ? value : -value;
      }
      sums[byte * 256 + signs] = sum;
    }
  }
  const words = Math.ceil(bytes / 4);
  const signs = drawSigns(seed, FLIPS * words);
  let extreme = 1;
  for (let flip = 0; flip < FLIPS; flip++) {
    const from = flip * words * 4;
    let sum = 0;
    for (let byte = 0; byte < bytes; byte++) {
      sum += sums[byte * 256 + (signs[from + byte] as number)] as number;
    }
    if (Math.abs(sum) >= least) extreme += 1;
  }
  return extreme / (FLIPS + 1);
}

/** Random signs of a seed, 32 a word, looked at as bytes; the last seed's are kept. */
let drawn = { seed: NaN, signs: new Uint32Array(0) };

function drawSigns(seed: number, words: number): Uint8Array {
  if (drawn.seed !== seed || drawn.signs.length < words) {
    const random = seededRandom(seed);
    const signs = new Uint32Array(words);
    for (let word = 0; word < words; word++) signs[word] = random() * 2 ** 32;
    drawn = { seed, signs };
  }
  return new Uint8Array(drawn.signs.buffer);
}
