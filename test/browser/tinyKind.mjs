import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { importTs } from '../../scripts/importTs.mjs';

/**
 * Writes a tiny model of one type (test/tiny-model/kinds.ts) as a folder that the Models page takes.
 * @param {string} name
 * @param {string} parent folder of the test's own
 * @returns {Promise<string>} the model's folder
 */
export async function writeKind(name, parent) {
  const { buildKinds } = /** @type {typeof import('../tiny-model/kinds.ts')} */ (
    await importTs('test/tiny-model/kinds.ts')
  );
  const folder = `${parent}/${name}`;
  await rm(folder, { recursive: true, force: true });
  for (const [path, bytes] of buildKinds().get(name) ?? []) {
    await mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await writeFile(`${folder}/${path}`, bytes);
  }
  return folder;
}
