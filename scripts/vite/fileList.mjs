import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * A file of the build.
 * @typedef {object} ListedFile
 * @property {string} path relative to the build's folder
 * @property {string} sha256 hex
 * @property {number} bytes
 */

/**
 * What `npm run verify` holds a host against (scripts/verify.mjs).
 * @typedef {object} FileList
 * @property {'valueshift-files-1'} format
 * @property {Readonly<Record<string, string>>} headers that every file is to come with
 * @property {Readonly<Record<string, Readonly<Record<string, string>>>>} pageHeaders those of single
 *   files, by path, in place of `headers`
 * @property {readonly ListedFile[]} files
 */

/** In the build's folder; it lists all files but itself and those that hosts read and hide. */
export const LIST_NAME = 'files.json';
const NOT_LISTED = /^[._]|^files\.json$/;

/**
 * @param {string} folder of a finished build
 * @returns {Promise<ListedFile[]>} every file that a host gives out, by path
 */
export async function listFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !NOT_LISTED.test(path))
    .sort();
  /** @type {ListedFile[]} */
  const files = [];
  for (const path of paths) {
    const { size: bytes } = await stat(join(folder, path));
    files.push({ path, sha256: await sha256Of(join(folder, path)), bytes });
  }
  return files;
}

/** @param {string} file @returns {Promise<string>} hex */
async function sha256Of(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(/** @type {Buffer} */ (chunk));
  return hash.digest('hex');
}
