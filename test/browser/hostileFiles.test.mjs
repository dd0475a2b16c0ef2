/** Bombs in zips, tables of no end, and entries of the store that somebody changed. */
import assert from 'node:assert/strict';
import { importTs } from '../../scripts/importTs.mjs';
import { test } from './harness.mjs';
import { openForm } from './labForm.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { craftZip } = /** @type {typeof import('../../src/formats/zip/fixtures/craftZip.ts')} */ (
  await importTs('src/formats/zip/fixtures/craftZip.ts')
);

/** 60 MB of nothing, that say so or not. */
const lying = Buffer.from(
  await craftZip([{ name: 'manifest.json', bytes: new Uint8Array(60e6), size: 1e6 }]).arrayBuffer()
);
const telling = Buffer.from(
  await craftZip([{ name: 'manifest.json', bytes: new Uint8Array(60e6) }]).arrayBuffer()
);
const ofModel = Buffer.from(
  await craftZip([
    { name: 'm/config.json', bytes: Buffer.from('{"model_type": "llava"}') },
    { name: 'm/model.onnx', bytes: Buffer.from('x'), size: 50e9, wide: true }
  ]).arrayBuffer()
);

test('zip bombs and tables of no end are refused with a sentence', async ({ openApp }) => {
  const page = await openApp('#/study');
  const alert = page.getByRole('alert');
  /** @param {string} input @param {string} name @param {Buffer} buffer @param {RegExp} sentence */
  const refused = async (input, name, buffer, sentence) => {
    const started = performance.now();
    await page.locator(input).setInputFiles({ name, mimeType: 'application/zip', buffer });
    await alert.filter({ hasText: sentence }).first().waitFor();
    const ms = Math.round(performance.now() - started);
    console.log(`${name}: refused after ${ms} ms`);
    // A second is meant; this machine may have much else to do.
    assert.ok(ms < 30_000, `${name} took ${ms} ms`);
  };
  const study = 'input[accept^=".zip"]';
  await refused(study, 'telling.zip', telling, /unpacks to far more than a study needs/);
  await page.reload();
  await refused(study, 'lying.zip', lying, /unpacks to far more than a study needs/);
  await page.goto(`${page.url().split('#')[0]}#/models`);
  await refused('input[accept*=zip]', 'model.zip', ofModel, /far more than a model needs/);
  await page.goto(`${page.url().split('#')[0]}#/data`);
  const table = 'input[accept^=".csv"]';
  await refused(
    table,
    'columns.csv',
    Buffer.from('a,'.repeat(100_000)),
    /more than 10,?000 columns/
  );
  const line = Buffer.from('a'.repeat(5_000_000));
  await refused(table, 'line.csv', line, /more than 4,?000,?000 characters/);
});

test('a study that somebody changed is left out, the others open, and nothing is deleted', async ({
  openApp,
  url
}) => {
  const page = await openApp('#/study');
  await page.goto(`${url}automation.html`);
  await page.waitForFunction(() => 'valueshift' in window);
  const made = { seed: 1, countries: 2, alsoNamed: 0, categories: 1, picturesPerCategory: 1 };
  for (const id of ['whole', 'broken']) {
    await page.evaluate((request) => window.valueshift.storeMadeStudy(request), {
      ...{ ...made, id, name: `Study ${id}`, questions: 12 },
      ...{ readouts: /** @type {['letter']} */ (['letter']) },
      orders: /** @type {const} */ ('single')
    });
  }
  await page.evaluate(tamper);
  await page.goto(`${url}#/study`);
  await page.getByText('Study whole').first().waitFor();
  assert.equal(await page.getByText('Study broken').count(), 0);
  await page.goto(`${url}#/study/broken`);
  await page.getByText(/was changed by something else, so it cannot be opened/).waitFor();
  await page.goto(`${url}#/lab`);
  await openForm(page);
  assert.equal(await page.getByRole('alert').count(), 0);
  assert.equal(await page.evaluate(broken), 'nobody');
});

/** Changes a study, and the Lab's document, as a browser's tools can. */
async function tamper() {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open('valueshift');
    opening.onsuccess = () => resolve(opening.result);
  });
  const transaction = database.transaction(['studies', 'documents'], 'readwrite');
  const studies = transaction.objectStore('studies');
  const reading = studies.get('broken');
  reading.onsuccess = () =>
    studies.put({ ...reading.result, study: { ...reading.result.study, models: 'nobody' } });
  transaction.objectStore('documents').put({ version: 1, choices: 5, run: 'x' }, 'lab');
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}

/** What stands where the broken study's models should. */
async function broken() {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open('valueshift');
    opening.onsuccess = () => resolve(opening.result);
  });
  const reading = database.transaction('studies').objectStore('studies').get('broken');
  await new Promise((resolve) => (reading.onsuccess = resolve));
  database.close();
  return reading.result.study.models;
}
