/** Rows of models: the tiny model with some of it changed, as a folder or an archive. */
import { bytesOf } from './input.mjs';
import { tinyFiles, withDocument } from './tinyFiles.mjs';
import { zipFile } from './zipFile.mjs';

/** @typedef {import('./random.mjs').Chance} Chance */
/** @typedef {import('./input.mjs').Right} Right */
/** @typedef {import('./studyParts.mjs').Loose} Loose */
/** @typedef {Map<string, Uint8Array>} Files */

/** @param {string} name @param {Right} right @param {(chance: Chance) => Files} make */
export const folder = (name, right, make) =>
  /** @type {const} */ ([
    name,
    right,
    (/** @type {Chance} */ chance) => ({ folder: make(chance) })
  ]);
/** @param {string} name @param {Right} right @param {(chance: Chance) => Uint8Array} make */
export const archive = (name, right, make) =>
  /** @type {const} */ ([
    name,
    right,
    (/** @type {Chance} */ chance) => ({ archive: make(chance) })
  ]);

/** The tiny model with some of its files others; null takes one away. @param {Record<string, Uint8Array | null>} changes @returns {Files} */
export function tiny(changes = {}) {
  const files = tinyFiles();
  for (const [path, bytes] of Object.entries(changes)) {
    if (bytes) files.set(path, bytes);
    else files.delete(path);
  }
  return files;
}

/** @param {string} path @param {string} text */
export const text = (path, text) => () => tiny({ [path]: bytesOf(text) });
/** @param {string} path @param {(document: Loose) => void} change */
export const changed = (path, change) => () => withDocument(path, change);

/**
 * The tiny model as an archive, in a folder `m`, with entries more, which stand in place of its own.
 * @param {import('./zipFile.mjs').Entry[]} more
 */
export function packed(more) {
  const taken = new Set(more.map(({ name }) => name));
  const own = [...tiny()].map(([path, bytes]) => ({ name: `m/${path}`, bytes }));
  return zipFile([...own.filter(({ name }) => !taken.has(name)), ...more]);
}
