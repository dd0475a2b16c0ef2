/**
 * The fake servers' tokenizer: pairs of letters, with or without a space before them, single other
 * characters, and a few marks. Small enough that every token's probability is quickly made up.
 */

const LOWER = [...'abcdefghijklmnopqrstuvwxyz'];
const LETTERS = [...LOWER.map((letter) => letter.toUpperCase()), ...LOWER];
const PAIRS = LETTERS.flatMap((first) => [first, ...LOWER.map((second) => first + second)]);

export const START = '<|start|>';
export const END = '<|end|>';
export const PICTURE = '<|picture|>';

/** Every token by its id; bytes stand for what no other token writes. */
export const VOCABULARY = [
  ...Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).padStart(2, '0')}>`),
  ...Array.from({ length: 95 }, (_, k) => String.fromCharCode(32 + k)).filter(
    (sign) => !/[A-Za-z]/.test(sign)
  ),
  '\n',
  ...PAIRS,
  ...PAIRS.map((pair) => ` ${pair}`),
  START,
  END,
  PICTURE
];

const IDS = new Map(VOCABULARY.map((token, id) => [token, id]));
const PIECES = /<\|(?:start|end|picture)\|>| ?[A-Za-z][a-z]?|[^]/gu;

/**
 * @param {string} text
 * @param {boolean} [merges] reads "(" and a capital letter as one token, as some tokenizers would
 * @returns {number[]}
 */
export function tokenize(text, merges = false) {
  if (merges && /\([A-M]/.test(text)) {
    return text
      .split(/(\([A-M])/)
      .flatMap((part, k) => (k % 2 === 1 ? [128 + part.charCodeAt(1)] : tokenize(part)));
  }
  return (text.match(PIECES) ?? []).flatMap((piece) => {
    const id = IDS.get(piece);
    return id === undefined ? [...Buffer.from(piece)] : [id];
  });
}

/**
 * @param {number[]} ids
 * @returns {string}
 */
export function detokenize(ids) {
  const parts = ids.map((id) => (id < 256 ? Buffer.from([id]) : Buffer.from(VOCABULARY[id] ?? '')));
  return Buffer.concat(parts).toString();
}

/** @param {string} token */
export const idOf = (token) => /** @type {number} */ (IDS.get(token));
