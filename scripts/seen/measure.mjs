/**
 * `npm run seen:measure`: how often the pocket model is right about held-out pictures, by how sure it
 * is, looked at through the app's own engine in headless Chromium. Writes the table that the app's
 * words about what the model saw are made from.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inProjectRoot, integer, parseOrFail } from '../lib/commandLine.mjs';
import { runCommand } from '../lib/failure.mjs';

/** @typedef {import('./pictures.mjs').HeldOut} HeldOut */
/** @typedef {import('../../src/engine/engineApi.ts').Concept} Concept */

const USAGE = 'Usage: npm run seen:measure -- [--batch N] [--anew]';
const TABLE = join('src', 'core', 'study', 'sentences', 'seenCalibration.json');
/** What was looked at in an earlier, interrupted call. */
const LOOKS = join('.cache', 'seen', 'looks.json');
const MODEL = 'pocket-llava';

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        batch: { type: 'string', default: '300' },
        anew: { type: 'boolean', default: false },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const batch = integer('--batch', values.batch, 1, 2000);
  inProjectRoot();
  const { ensureDependencies } = await import('../lib/dependencies.mjs');
  await ensureDependencies();
  const { fetchPackages } = await import('./packages.mjs');
  const { heldOutPictures } = await import('./pictures.mjs');
  const { tableOf } = await import('./table.mjs');
  fetchPackages();
  const names = await readFile(join('models', MODEL, 'concepts.json'), 'utf8');
  const pictures = heldOutPictures(JSON.parse(names).names);
  const looks = await lookAt(pictures, batch, values.anew);
  const table = tableOf(pictures.map((picture, at) => ({ ...picture, seen: looks[at] ?? [] })));
  const text = JSON.stringify({ model: MODEL, ...table });
  const prettier = await import('prettier');
  await writeFile(TABLE, await prettier.format(text, { parser: 'json', printWidth: 100 }));
  for (const row of table.rows) console.log(JSON.stringify(row));
  for (const set of table.sets) console.log(JSON.stringify(set));
});

/**
 * What the model sees in each, looked at in batches that are kept as they come.
 * @param {readonly HeldOut[]} pictures
 * @param {number} batch
 * @param {boolean} anew
 * @returns {Promise<Concept[][]>}
 */
async function lookAt(pictures, batch, anew) {
  const hashes = await Promise.all(
    pictures.map(async ({ file }) =>
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
    )
  );
  /** @type {Record<string, Concept[]>} by the file's hash */
  const looks = existsSync(LOOKS) && !anew ? JSON.parse(await readFile(LOOKS, 'utf8')) : {};
  const left = pictures.flatMap(({ file }, at) => (looks[hashes[at] ?? ''] ? [] : [{ file, at }]));
  const { withAppPage } = await import('../lib/appPage.mjs');
  const browser = { port: 0, profile: null, gpu: /** @type {const} */ ('none') };
  for (let from = 0; from < left.length; from += batch) {
    const part = left.slice(from, from + batch);
    // A fresh page a batch: memory that a long run leaves behind goes with it.
    await withAppPage({ ...browser, pictures: part.map(({ file }) => file) }, async (page) => {
      await page.call('load', { model: MODEL, device: 'wasm' });
      const seen = await page.call('look', [...part.keys()]);
      for (const [place, { at }] of part.entries()) looks[hashes[at] ?? ''] = seen[place] ?? [];
    });
    await writeFile(LOOKS, JSON.stringify(looks));
    console.error(`${from + part.length} of ${left.length}`);
  }
  return hashes.map((hash) => looks[hash] ?? []);
}
