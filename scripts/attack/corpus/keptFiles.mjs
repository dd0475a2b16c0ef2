import { zipFile } from './zipFile.mjs';
import { bytesOf } from './input.mjs';
import { chance } from './random.mjs';

/**
 * An input as files, whose names are harmless: what it is given with stands in `input.json`.
 * @param {import('./input.mjs').Hostile} input
 * @param {number} seed
 * @returns {Map<string, Uint8Array>}
 */
export function keptFiles({ kind, name, right, make }, seed) {
  const given = /** @type {any} */ (make(chance(seed, `${kind}/${name}`)));
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  const { files: list = [], folder, archive, ...rest } = given;
  for (const [at, { bytes }] of list.entries()) files.set(`${at}.bin`, bytes);
  if (archive) files.set('archive.zip', archive);
  if (folder) {
    const entries = [...folder].map(([path, bytes]) => ({ name: path, bytes }));
    files.set('folder.zip', zipFile(entries));
  }
  const names = list.map((/** @type {{ name: string, type: string }} */ file) => [
    file.name,
    file.type
  ]);
  files.set('input.json', bytesOf(JSON.stringify({ kind, name, right, seed, names, ...rest })));
  return files;
}
