import assert from 'node:assert/strict';
import { test } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ path: string[], metric: string | undefined }} Asked */

/** What each part of the largest study shows: charts, and headings of its tables. */
const PARTS = {
  overview: { charts: [/^Mean place of the own country/] },
  similarity: { charts: [/^Mean similarity by cue/, /^World map/] },
  topics: { charts: [/^Heatmap/] },
  incomes: { charts: [/^Histogram of monthly incomes/] },
  culture: { charts: [/^Map of countries/] },
  checks: { charts: [] },
  pictures: { charts: [] }
};

/** The study that all measurements are about: 10 countries, 8 kinds of pictures, all questions. */
const REQUEST = {
  id: 'full-size',
  name: 'Full size',
  seed: 1,
  countries: 10,
  alsoNamed: 92,
  categories: 8,
  picturesPerCategory: 1,
  questions: 258,
  readouts: /** @type {['letter']} */ (['letter']),
  orders: /** @type {const} */ ('forward+reverse')
};

/** Stores the study by the app's own store. @param {Page} page @param {string} url */
async function makeStudy(page, url) {
  await page.goto(`${url}automation.html`);
  await page.waitForFunction(() => 'valueshift' in window);
  const made = await page.evaluate((request) => window.valueshift.storeMadeStudy(request), REQUEST);
  assert.deepEqual(made, { value: { answers: 198 * 258, cues: 198 } });
}

/** Every call that the page makes to a worker, by name. @param {Page} page */
async function listen(page) {
  await page.addInitScript(() => {
    const asked = /** @type {Asked[]} */ ([]);
    Object.assign(window, { asked });
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (/** @type {any[]} */ ...message) {
      const { path, argumentList } = message[0] ?? {};
      asked.push({ path, metric: argumentList?.[0]?.value?.metric });
      return Reflect.apply(post, this, message);
    };
  });
}

/** @param {Page} page @param {string} method @returns {Promise<(string | undefined)[]>} metrics */
function calls(page, method) {
  return page.evaluate(
    (name) =>
      /** @type {Window & { asked: Asked[] }} */ (/** @type {unknown} */ (window)).asked
        .filter(({ path }) => path?.at(-1) === name)
        .map(({ metric }) => metric),
    method
  );
}

/** @param {Page} page */
async function whenDone(page) {
  await page.locator('article.card[aria-busy="false"]').first().waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

test('a study of full size shows every table and figure, part by part and in the report', async ({
  page,
  url
}) => {
  await makeStudy(page, url);
  const charts = Object.values(PARTS).flatMap((part) => part.charts);
  for (const [part, expected] of Object.entries(PARTS)) {
    await page.goto(`${url}#/study/full-size/${part}`);
    await whenDone(page);
    for (const name of expected.charts) await page.getByRole('img', { name }).first().waitFor();
    assert.equal(await page.getByRole('alert').count(), 0, part);
  }
  await page.goto(`${url}#/study/full-size/report`);
  await whenDone(page);
  for (const name of charts) await page.getByRole('img', { name }).first().waitFor();
});

test('a switch is worked out in a worker, and back gives the same numbers', async ({
  page,
  url
}) => {
  await makeStudy(page, url);
  await listen(page);
  await page.goto(`${url}#/study/full-size/similarity`);
  await whenDone(page);
  await page
    .getByRole('button', { name: /^Show as table/ })
    .first()
    .click();
  const table = page.getByRole('table').first();
  const before = await table.innerText();
  assert.match(before, /Brazil/);
  assert.deepEqual(await calls(page, 'results'), ['jsd-bits']);

  const metric = page.getByLabel('Similarity', { exact: true });
  await metric.selectOption('wasserstein');
  await page.waitForFunction((text) => document.querySelector('table')?.innerText !== text, before);
  await whenDone(page);
  assert.deepEqual(await calls(page, 'results'), ['jsd-bits', 'wasserstein']);
  await metric.selectOption('jsd-bits');
  await page.waitForFunction((text) => document.querySelector('table')?.innerText === text, before);
});

test('a page whose worker has not come yet waits for it, and shows no number of its own', async ({
  page,
  url
}) => {
  await makeStudy(page, url);
  /** @type {() => void} */
  let release = () => undefined;
  const held = new Promise((resolve) => (release = () => resolve(undefined)));
  let waiting = 0;
  await page.route(/stats\.worker/, async (route) => {
    waiting += 1;
    await held;
    await route.continue();
  });
  await page.goto(`${url}#/study/full-size/similarity`);
  await page.getByText('Working out the tables …').waitFor();
  // Each switch would be a chance to compute without it.
  const metric = page.getByLabel('Similarity', { exact: true });
  for (const name of ['wasserstein', 'js-distance-bits']) await metric.selectOption(name);
  assert.ok(waiting > 0);
  assert.equal(await page.locator('article.card').count(), 0);
  release();
  await whenDone(page);
  await page.getByRole('img', { name: /^Mean similarity by cue/ }).waitFor();
});
