import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from './harness.mjs';
import { openForm, openOptions } from './labForm.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const HEAD = 'country,question,option,share';
const LONG = [
  HEAD,
  'KOR,Q57,1,0.4',
  'KOR,Q57,2,0.6',
  'Nigeria,Q57,1,0.1',
  'Nigeria,Q57,2,0.9',
  ''
].join('\n');

/** @param {Page} page @param {string} name @param {string | Buffer} content */
async function choose(page, name, content) {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** @param {Page} page @param {string} title */
const step = (page, title) => page.getByRole('heading', { level: 2, name: title }).waitFor();

/** From the settings to the end, as recognised. @param {Page} page */
async function importAsRecognised(page) {
  await press(page, 'Read the file');
  await press(page, 'Preview');
  await press(page, 'Go on');
  await press(page, 'Import');
  await step(page, 'Imported');
}

for (const [scheme, width] of /** @type {const} */ ([
  ['light', 1280],
  ['dark', 360]
])) {
  test(
    `every step is accessible and fits, ${scheme}, ${width} px`,
    { context: { colorScheme: scheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' } },
    async ({ openApp }) => {
      const page = await openApp('#/data');
      const look = async () => {
        await assertNoViolations(page);
        await assertNoSidewaysScroll(page);
      };
      await step(page, 'Choose a file');
      await look();
      await choose(page, 'mine.csv', `${LONG}Atlantis,Q57,1,0.5\nAtlantis,Q57,2,0.5\n`);
      await step(page, 'What is in the file?');
      await look();
      await press(page, 'Read the file');
      await step(page, 'What do its names stand for?');
      await look();
      await press(page, 'Preview');
      await step(page, 'What would be imported');
      await page.getByText('“Atlantis” is not a country').waitFor();
      await look();
      await page.getByRole('checkbox', { name: 'Import without' }).check();
      await press(page, 'Go on');
      await step(page, 'Give it a name');
      await look();
      await press(page, 'Import');
      await step(page, 'Imported');
      await look();
    }
  );
}

test('a table is imported, kept over a reload, exported, removed, brought back and imported again', async ({
  openApp
}) => {
  const page = await openApp('#/data');
  await choose(page, 'my_survey.csv', LONG);
  await importAsRecognised(page);
  await page.reload();
  const select = page.getByLabel('Survey', { exact: true });
  await select.waitFor();
  const chosen = () => select.locator('option:checked').textContent();
  assert.equal(await chosen(), 'my survey');

  // Every page works with it.
  for (const path of ['#/lab', '#/explore']) {
    await page.goto(new URL(path, page.url()).href);
    if (path === '#/lab') {
      await openForm(page);
      await openOptions(page);
    }
    await page.getByLabel('Survey', { exact: true }).waitFor();
    assert.equal(await chosen(), 'my survey');
  }
  await page.goto(new URL('#/data', page.url()).href);
  await press(page, 'Rename my survey');
  await page.getByLabel('New name for my survey').fill('Pilot');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Export Pilot' }).waitFor();
  const download = page.waitForEvent('download');
  await press(page, 'Export Pilot');
  const exported = await readFile(await (await download).path(), 'utf8');
  const document = JSON.parse(exported);
  assert.equal(document.name, 'Pilot');
  assert.deepEqual(document.figures.Q57.NGA.p, [0.1, 0.9]);

  await press(page, 'Remove Pilot');
  await page.getByText('“Pilot” was removed.').waitFor();
  await select.waitFor({ state: 'detached' });
  await press(page, 'Undo');
  await select.waitFor();
  assert.equal(await chosen(), 'Pilot');

  await choose(page, 'pilot.json', exported);
  await step(page, 'What would be imported');
  await page.getByText('2 distributions').waitFor();
  await press(page, 'Go on');
  await press(page, 'Import');
  await step(page, 'Imported');
  assert.equal(await page.getByRole('button', { name: /^Export / }).count(), 2);
});

test('a broken file is told line by line and imports nothing of what is wrong', async ({
  openApp
}) => {
  const page = await openApp('#/data');
  await choose(
    page,
    'broken.csv',
    `${LONG}France,Q57,1,0.9\nFrance,Q57,2,0.9\nItaly,Q57,1,a lot\n`
  );
  await press(page, 'Read the file');
  await press(page, 'Preview');
  const problems = page.getByRole('listitem').filter({ hasText: 'error' });
  assert.match((await problems.nth(0).textContent()) ?? '', /Line 6.*sum to 1\.8/s);
  assert.match((await problems.nth(1).textContent()) ?? '', /Line 8.*a lot.*not a number/s);
  assert.equal(await page.getByRole('button', { name: 'Go on' }).isDisabled(), true);
  await page.getByRole('button', { name: 'Stop and choose another file' }).click();
  await step(page, 'Choose a file');
  await page.getByText('Nothing imported yet.').waitFor();

  await choose(page, 'book.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]));
  await page.getByRole('alert').filter({ hasText: 'book.xlsx' }).waitFor();
});

test('microdata are summed up in the worker; a cancelled reading leaves nothing behind', async ({
  openApp
}) => {
  const page = await openApp('#/data');
  const columns = Array.from({ length: 60 }, (_, k) => `Q${k + 1}`);
  const row = (/** @type {number} */ k) =>
    `${k % 2 ? 'KOR' : 'NGA'},${k % 2 ? 0.5 : 2},${columns.map((_, q) => 1 + ((k + q) % 2)).join(',')}`;
  const rows = Array.from({ length: 60_000 }, (_, k) => row(k)).join('\n');
  const table = `B_COUNTRY_ALPHA,W_WEIGHT,${columns.join(',')}\n${rows}\n`;
  await choose(page, 'wave.csv', table);
  await step(page, 'What is in the file?');
  // Both clicks from within the page: the reading is over sooner than a test can look for a button.
  await page.evaluate(async () => {
    const press = (/** @type {string} */ name) =>
      [...document.querySelectorAll('button')]
        .find((button) => button.textContent?.trim() === name)
        ?.click();
    press('Read the file');
    await new Promise((resolve) => setTimeout(resolve));
    press('Cancel');
  });
  await page.getByRole('button', { name: 'Read the file' }).waitFor();
  await importAsRecognised(page);
  const download = page.waitForEvent('download');
  await press(page, 'Export wave');
  const document = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  assert.equal(Object.keys(document.figures).length, 60);
  assert.deepEqual(document.figures.Q1.KOR, {
    p: [0, 1, 0, 0],
    source: 'own',
    wave: 'own',
    weighted: true,
    dontKnow: null,
    noAnswer: null,
    n: 30_000
  });
});

test('other wordings are imported, chosen, and said to be for letters only', async ({
  openApp
}) => {
  const page = await openApp('#/data');
  await choose(
    page,
    'words.csv',
    'id,text,options\nQ57,Whom can one trust?,Most people|Few people\n'
  );
  await step(page, 'What would be imported');
  await page.getByText('Whom can one trust?').first().waitFor();
  await press(page, 'Go on');
  await press(page, 'Import');
  await step(page, 'Imported');
  assert.equal(
    await page.getByLabel('Wording', { exact: true }).locator('option:checked').textContent(),
    'words'
  );
  await page.getByText('can be asked by letters only').first().waitFor();
});
