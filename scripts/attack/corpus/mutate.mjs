/** Damage by chance. */

/** @typedef {import('./random.mjs').Chance} Chance */

/**
 * The bytes with so many bits turned.
 * @param {Uint8Array} bytes
 * @param {Chance} chance
 * @param {number} count
 */
export function flipped(bytes, chance, count) {
  const copy = bytes.slice();
  for (let turn = 0; turn < count; turn++) {
    const at = chance.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
  }
  return copy;
}

/** @param {Uint8Array} bytes @param {Chance} chance */
export const cutAt = (bytes, chance) => bytes.slice(0, 1 + chance.below(bytes.length - 1));

/** What JSON from elsewhere may hold in any place. */
const ODD = [
  null,
  -1,
  1e308,
  '',
  '__proto__',
  '<script>alert(1)</script>',
  'x'.repeat(2000),
  [],
  {},
  [[[[]]]],
  true
];

/**
 * A deep copy with one value somewhere in it replaced by one that has no business there.
 * @template T
 * @param {T} value JSON-like
 * @param {Chance} chance
 * @returns {T}
 */
export function withOddValue(value, chance) {
  const copy = structuredClone(value);
  /** @type {{ holder: Record<string, unknown>, key: string }[]} */
  const places = [];
  const walk = (/** @type {unknown} */ holder) => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const [key, inner] of Object.entries(holder)) {
      places.push({ holder: /** @type {Record<string, unknown>} */ (holder), key });
      walk(inner);
    }
  };
  walk(copy);
  const { holder, key } = chance.one(places);
  holder[key] = chance.one(ODD);
  return copy;
}
