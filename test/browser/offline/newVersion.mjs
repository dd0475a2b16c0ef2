import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const sha256 = (/** @type {Buffer} */ bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * From now on the host has another version of the app: another icon, and a worker that lists it.
 * @param {Awaited<ReturnType<typeof import('./plainHost.mjs').plainHost>>} host
 * @param {string} dist
 * @returns {Promise<{ before: string, after: string }>} the icon
 */
export async function newVersion(host, dist) {
  const icon = await readFile(join(dist, 'icon.svg'));
  const newIcon = Buffer.from(icon.toString().replace('</svg>', '<!-- 2 --></svg>'));
  const worker = (await readFile(join(dist, 'sw.js'), 'utf8'))
    .replace(sha256(icon), sha256(newIcon))
    .replace(`"bytes":${icon.length},`, `"bytes":${newIcon.length},`);
  host.change('icon.svg', newIcon);
  host.change('sw.js', Buffer.from(worker));
  return { before: icon.toString(), after: newIcon.toString() };
}
