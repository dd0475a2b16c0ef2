/**
 * Each feature of the pages that has a worker: it dies in the middle of its work, as it would of
 * memory. The page says one sentence, or goes on by itself; nothing is lost, and the next use works.
 * (The engine in a run: faults.test.mjs. Every way to die, call by call: workers.test.mjs.)
 */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { mortalWorkers, struck } from './mortalWorkers.mjs';

/** @typedef {import('playwright-core').Page} Page */

const TABLE = 'country,question,option,share\nKOR,Q57,1,0.4\nKOR,Q57,2,0.6\n';

/** @param {Page} page @param {string} worker */
const told = (page, worker) =>
  page.getByText(`A background part of the page (${worker}) stopped in the middle`).waitFor();

test('each feature whose worker dies says so or goes on, and works when it is used again', async ({
  openApp
}) => {
  let page = await openApp();
  await page.addInitScript(mortalWorkers);
  const open = async (/** @type {string} */ path) => {
    page = await openApp(path);
    await page.reload();
    return page;
  };

  await open('#/data');
  const table = { name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) };
  const choose = () => page.locator('input[type=file]').setInputFiles(table);
  await struck(page, 'inspect', choose);
  await told(page, 'survey import');
  await choose();
  await page.getByRole('heading', { level: 2, name: 'What is in the file?' }).waitFor();
  const read = () => page.getByRole('button', { name: 'Read the file', exact: true }).click();
  await struck(page, 'read', read);
  await told(page, 'survey import');
  console.log('survey import: told, and read when asked again');

  await open('#/lab');
  const show = () =>
    page.setInputFiles('input[type=file]', 'test/fixtures/golden/flag_twemoji_gq.png');
  await struck(page, 'checkPicture', show);
  await told(page, 'pictures');
  await show();
  await page.getByRole('img', { name: 'flag_twemoji_gq' }).first().waitFor();
  console.log('pictures: told, and taken when shown again');

  await open('#/models');
  const bring = () =>
    page.locator('input[webkitdirectory]').setInputFiles('test/tiny-model/tiny-llava');
  await struck(page, 'importFolder', bring);
  await told(page, 'model files');
  await bring();
  await page.getByText('tiny-llava is on this device, every file checked').waitFor();
  console.log('model files: told, and kept when brought again');

  await open('#/study');
  const take = () =>
    page.locator('input[accept^=".zip"]').first().setInputFiles('public/example-study/example.zip');
  await struck(page, 'readParts', take);
  await told(page, 'study zip');
  assert.equal(await page.evaluate(() => location.hash), '#/study', 'nothing half of it is there');
  console.log('study zip: told, and nothing half of it is there');
  await struck(page, 'results', take);
  // The statistics of that study were struck, too, and asked again by themselves.
  await page.getByRole('img', { name: /^Mean place of the own country/ }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
  console.log('statistics: gone on by themselves');
});
