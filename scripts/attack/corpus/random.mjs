/**
 * Chance that can be had again: the same seed and name give the same numbers, whatever else was drawn.
 * @typedef {ReturnType<typeof chance>} Chance
 */

/**
 * Mulberry32 over a hash of seed and name (FNV-1a).
 * @param {number} seed
 * @param {string} name
 */
export function chance(seed, name) {
  let state = 0x811c9dc5 ^ seed;
  for (const char of name) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** A whole number below `count`. @param {number} count */
  const below = (count) => Math.floor(next() * count);
  return {
    below,
    /** @template T @param {readonly T[]} list @returns {T} */
    one: (list) => /** @type {T} */ (list[below(list.length)]),
    /** @param {number} count */
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256))
  };
}
