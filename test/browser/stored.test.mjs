/** The page "Your data": what is stored, saved as files, deleted and brought back. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string} kind */
const row = (page, kind) =>
  page.locator('li.card').filter({ has: page.getByRole('heading', { name: kind, exact: true }) });

/** @param {Page} page @param {string} name */
async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click()
  ]);
  return unzipSync(new Uint8Array(await readFile(await download.path())));
}

/** A study, a picture, answers and an own survey, by the app's own store. @param {Page} page */
async function fill(page) {
  await page.waitForFunction(() => 'valueshift' in window);
  const made = await page.evaluate(() =>
    window.valueshift.storeMadeStudy({
      ...{ id: 'kept', name: 'Kept study', seed: 1, countries: 1, alsoNamed: 0, categories: 1 },
      ...{ picturesPerCategory: 1, questions: 3, readouts: ['letter'], orders: 'single' }
    })
  );
  assert.ok('value' in made);
  await page.evaluate(async () => {
    /** @type {IDBDatabase} */
    const database = await new Promise((done) => {
      const request = indexedDB.open('valueshift');
      request.onsuccess = () => done(request.result);
    });
    const stores = ['answers', 'pictures', 'ownData'];
    const change = database.transaction(stores, 'readwrite');
    for (let k = 0; k < 3; k++) {
      const score = new DataView(new ArrayBuffer(40));
      score.setFloat64(16, -1.5, true);
      score.setFloat64(24, -0.25, true);
      change.objectStore('answers').put(score.buffer, new Uint8Array(32).fill(k + 1).buffer);
    }
    const file = new Blob(['not looked at'], { type: 'image/png' });
    const addedAt = Date.UTC(2026, 4, 3, 12);
    const picture = { id: 'a'.repeat(64), name: 'My picture.png', type: 'image/png', file };
    change.objectStore('pictures').put({ ...picture, width: 1, height: 1, addedAt });
    change.objectStore('ownData').put({ id: 'torn', name: 'Torn survey', kind: 7, addedAt: 1 });
    await new Promise((done) => (change.oncomplete = done));
    database.close();
    localStorage.setItem('valueshift.theme', 'light');
    localStorage.setItem('another-app', 'stays');
  });
}

test(
  'everything that is stored is listed, saved, deleted and brought back',
  {
    context: { viewport: { width: 360, height: 740 }, colorScheme: 'dark', reducedMotion: 'reduce' }
  },
  async ({ openApp, context, url, allowError }) => {
    // The study's zip would list the files of its model, which is made up.
    allowError(/models\/made-up\/manifest\.json/);
    const page = await openApp('#/data');
    await page.getByRole('heading', { name: 'What is stored on this device' }).waitFor();
    await row(page, 'Studies').getByText('0 studies').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Delete: Studies' }).isDisabled());
    await assertNoViolations(page);

    await page.goto(`${url}automation.html`);
    await fill(page);
    await page.goto(`${url}#/data`);
    await row(page, 'Studies')
      .getByText(/^1 study · about .+ · last changed/)
      .waitFor();
    await row(page, 'Pictures in the Lab')
      .getByText(/1 picture .*3 May 2026|May 3, 2026/)
      .waitFor();
    await row(page, 'Answers in the Lab').getByText('3 answers · about 120 byte').waitFor();
    await assertNoViolations(page);
    await assertNoSidewaysScroll(page);

    const all = await saved(page, 'Save everything as one zip');
    assert.deepEqual(Object.keys(all).sort(), [
      'answers.jsonl',
      'pictures/my-picture.png',
      'settings.json',
      'studies/kept-study.zip'
    ]);
    const inStudy = Object.keys(unzipSync(all['studies/kept-study.zip'] ?? new Uint8Array()));
    assert.ok(inStudy.includes('manifest.json') && inStudy.some((n) => n.startsWith('pictures/')));

    // What cannot be read is listed, and goes when a person says so.
    await page.getByText('1 entry could not be read').waitFor();
    await page.getByText('Details', { exact: true }).click();
    await page.getByText(/^At kind stands 7; expected was/).waitFor();
    await assertNoViolations(page);
    await page.getByRole('button', { name: 'Delete: Torn survey' }).click();
    const question = page.getByRole('dialog', { name: 'Delete “Torn survey”?' });
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('could not be read').waitFor({ state: 'detached' });

    // Answers go, come back by undo, go again and come back from the file.
    const answers = row(page, 'Answers in the Lab');
    await page.getByRole('button', { name: 'Delete: Answers' }).click();
    await answers.getByText('0 answers').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await answers.getByText('3 answers').waitFor();
    await page.getByRole('button', { name: 'Delete: Answers' }).click();
    await answers.getByText('0 answers').waitFor();
    await page.getByRole('button', { name: 'Bring answers back' }).click();
    const input = page.getByLabel(/File of answers/);
    await input.setInputFiles({ name: 'x.jsonl', mimeType: '', buffer: Buffer.from('{}') });
    await page.getByText('This is not a file of the Lab’s answers').waitFor();
    await page.getByRole('button', { name: 'Bring answers back' }).click();
    const buffer = Buffer.from(all['answers.jsonl'] ?? []);
    await input.setInputFiles({ name: 'answers.jsonl', mimeType: '', buffer });
    await page.getByText('3 answers were read from the file.').waitFor();
    await answers.getByText('3 answers').waitFor();

    // A run in another tab holds everything; that tab hears of what is deleted once it may be.
    const other = await context.newPage();
    await other.goto(`${url}#/about`);
    await other.evaluate(() => {
      const held = new Promise((done) => Object.assign(window, { endRun: done }));
      return new Promise((granted) => {
        void navigator.locks.request('valueshift-run', { mode: 'shared' }, () => {
          granted(undefined);
          return held;
        });
      });
    });
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.getByText('A run goes on, here or in another tab').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Delete: Studies' }).isDisabled());
    await assertNoViolations(page);
    await other.evaluate(() => /** @type {any} */ (window).endRun());
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await page.getByText('A run goes on').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Delete everything' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete everything?' });
    await assertNoViolations(page);
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await row(page, 'Studies').getByText('0 studies').waitFor();
    await row(page, 'Pictures in the Lab').getByText('0 pictures').waitFor();
    await other.getByText('Stored data was deleted, or brought back, in another tab').waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem('another-app')), 'stays');
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Studies').getByText('1 study').waitFor();
    await row(page, 'Answers in the Lab').getByText('3 answers').waitFor();
    // What other pages of the tab hold begins anew.
    const reloaded = page.waitForEvent('load');
    await page.evaluate(() => (location.hash = '#/study'));
    await reloaded;
    await page.getByRole('heading', { name: 'Kept study' }).waitFor();
  }
);
