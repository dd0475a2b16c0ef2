import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from '../lib/jsonFile.mjs';

/**
 * What an engine answered, kept in a file, so that a run that was ended goes on where it was. Who
 * wants everything anew deletes the folder.
 * @template T
 * @param {string} folder
 * @param {string} name of the engine
 * @param {unknown} asked all that decides the answers
 * @param {() => Promise<T>} ask
 * @returns {Promise<T>}
 */
export async function remembered(folder, name, asked, ask) {
  const hash = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 12);
  const path = join(folder, `${name}-${hash}.json`);
  const known = await stat(path).catch(() => null);
  if (known) return /** @type {T} */ (await readJson(path));
  console.error(`${name}: asking …`);
  const answer = await ask();
  await writeFile(path, JSON.stringify(answer));
  return answer;
}
