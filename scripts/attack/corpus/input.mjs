/**
 * What a hostile input is. Its bytes are made when they are needed, from the seed and its name alone.
 *
 * @typedef {'picture' | 'svg' | 'zip' | 'model' | 'csv' | 'answers' | 'document' | 'url'} Kind
 *
 * What is right: refused with a sentence, accepted, or either of the two.
 * @typedef {'refused' | 'accepted' | 'either'} Right
 *
 * @typedef {{ name: string, type: string, bytes: Uint8Array }} GivenFile
 * @typedef {{ how: 'choose' | 'drop' | 'paste', files: GivenFile[] }} GivenFiles
 *
 * A model's files by their path, as a folder; or an archive.
 * @typedef {{ folder: Map<string, Uint8Array> } | { archive: Uint8Array }} GivenModel
 *
 * Records as they are put into the store, and where the page is opened then. What a value cannot
 * hold on its way into the page is written `{ $: 'bytes', hex }`, `{ $: 'blob', text }`,
 * `{ $: 'floats', of }`, `{ $: 'shorts', of }` (`page/store.mjs`).
 * @typedef {{ store: string, key?: unknown, value: unknown }} GivenRecord
 * @typedef {{ open: string, records: GivenRecord[], settings?: Record<string, string> }} GivenRecords
 *
 * An address behind that of the app: path, query and hash.
 * @typedef {{ address: string }} GivenAddress
 *
 * @typedef {object} Hostile
 * @property {Kind} kind
 * @property {string} name one of its kind
 * @property {Right} right
 * @property {(chance: import('./random.mjs').Chance) => unknown} make
 */

const utf8 = new TextEncoder();

/** @param {string} text */
export const bytesOf = (text) => utf8.encode(text);

/**
 * A kind's inputs from rows of name, what is right, and maker.
 * @param {Kind} kind
 * @param {readonly (readonly [name: string, right: Right, make: Hostile['make']])[]} rows
 * @returns {Hostile[]}
 */
export function inputsOf(kind, rows) {
  return rows.map(([name, right, make]) => ({ kind, name, right, make }));
}

/**
 * Rows of one table each, handed over in one of these ways.
 * @param {readonly GivenFiles['how'][]} hows
 */
export const tableRows =
  (hows) =>
  /**
   * @param {string} name
   * @param {Right} right
   * @param {(chance: import('./random.mjs').Chance) => string | Uint8Array} make
   * @param {string} [ending]
   */
  (name, right, make, ending = 'csv') =>
    /** @type {const} */ ([
      name,
      right,
      (/** @type {import('./random.mjs').Chance} */ chance) => {
        const made = make(chance);
        const bytes = typeof made === 'string' ? bytesOf(made) : made;
        const type = ending === 'json' ? 'application/json' : 'text/csv';
        return { how: chance.one(hows), files: [{ name: `hostile.${ending}`, type, bytes }] };
      }
    ]);

/**
 * One row for each number below `count`.
 * @template T
 * @param {number} count
 * @param {(index: number) => T} row
 */
export const times = (count, row) => Array.from({ length: count }, (_, index) => row(index));
