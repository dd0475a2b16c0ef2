/** Up to 11 options of a scale from 0 to 10, and two "don't know" lines. */
const MAX_LETTERS = 13;

/** The first `n` capital letters. Throws a RangeError beyond MAX_LETTERS. */
export function lettersFor(n: number): string[] {
  if (!Number.isInteger(n) || n < 0 || n > MAX_LETTERS) {
    throw new RangeError(`Letters for 0 to ${MAX_LETTERS} options, not ${n}.`);
  }
  return Array.from({ length: n }, (_, k) => String.fromCharCode(65 + k));
}
