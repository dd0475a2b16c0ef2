import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** As `stickPlan` names it. */
const SUMS = 'SHA256SUMS.txt';
const LINE = /^([0-9a-f]{64}) [ *](.+)$/;
/** Left on sticks by systems; nobody's fault. */
const OF_SYSTEMS =
  /^(System Volume Information|\$RECYCLE\.BIN|\.[^/]*)(\/|$)|(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$/;

/**
 * Is a stick, or a copy of one, whole? Every file is held against the list that lies on it.
 * @param {string} folder
 * @returns {Promise<{ files: number, damaged: { path: string, fault: string }[], more: string[] } | null>}
 *   null: it is no stick; `more`: files that the list does not name
 */
export async function checkStick(folder) {
  const text = await readFile(join(folder, SUMS), 'utf8').catch(() => null);
  if (text === null) return null;
  const listed = text.split(/\r?\n/).flatMap((line) => {
    const [, sum, path] = LINE.exec(line) ?? [];
    return sum && path ? [{ sum, path }] : [];
  });
  const damaged = [];
  for (const { sum, path } of listed) {
    const found = await sumOf(join(folder, path)).catch(() => null);
    if (found === null) damaged.push({ path, fault: 'is missing or cannot be read' });
    else if (found !== sum) damaged.push({ path, fault: 'is damaged: it has other bytes' });
  }
  const known = new Set([SUMS, ...listed.map(({ path }) => path)]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const more = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !known.has(path) && !OF_SYSTEMS.test(path))
    .sort();
  return { files: listed.length, damaged, more };
}

/** @param {string} file */
async function sumOf(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(/** @type {Buffer} */ (chunk));
  return hash.digest('hex');
}
