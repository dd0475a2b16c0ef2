/** A file that is not the one that was built is not run, on a first visit too, and the page says so. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkHost } from '../../scripts/host/checkHost.mjs';
import { test } from './harness.mjs';

const dist = process.env.VALUESHIFT_DIST ?? 'dist';
const RUN = 'document.documentElement.dataset.changed = "ran";';
const REFUSED = /integrity|dynamically imported module|Failed to load resource|net::ERR/;

/**
 * From here on the host gives out another script in place of one.
 * @param {import('playwright-core').BrowserContext} context
 * @param {RegExp} chunk
 */
async function changeChunk(context, chunk) {
  await context.route(chunk, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${RUN}\n${await response.text()}` });
  });
}

test('a changed script does not start the page, and the page says why', async ({
  context,
  openApp,
  allowError
}) => {
  allowError(REFUSED);
  const html = await readFile(join(dist, 'index.html'), 'utf8');
  const [, shared = ''] = /<link rel="modulepreload"[^>]* href="\.\/([^"]*)"/.exec(html) ?? [];
  assert.match(shared, /^assets\/.+\.js$/);
  await changeChunk(context, new RegExp(`${shared}$`));
  const page = await openApp();
  await page.getByText('Valueshift has not started').waitFor();
  assert.equal(await page.locator('h1').count(), 0);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.changed ?? null), null);
  await page.getByRole('link', { name: 'Load the page again' }).waitFor();
});

test('a changed part is not run when it is opened, and the rest goes on', async ({
  context,
  openApp,
  allowError
}) => {
  allowError(REFUSED);
  await changeChunk(context, /assets\/GlossaryPage-[\w-]+\.js$/);
  const page = await openApp();
  await page.locator('h1').first().waitFor();
  assert.equal(await page.locator('#not-started').count(), 0);
  await page.goto(`${page.url().split('#')[0]}#/glossary`);
  await page.getByText('This page could not be opened').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.changed ?? null), null);
  await page.goto(`${page.url().split('#')[0]}#/about`);
  await page.locator('h1').first().waitFor();
});

test('the served folder is the listed one, with every header, and graded A+', async ({ url }) => {
  const list = JSON.parse(await readFile(join(dist, 'files.json'), 'utf8'));
  const { fileFaults, headerFaults, observatory } = await checkHost(url, list);
  assert.deepEqual(fileFaults, []);
  assert.deepEqual(headerFaults, []);
  assert.equal(observatory?.grade, 'A+', JSON.stringify(observatory?.rows));
  // What is not shipped, or is none of the app's files.
  const names = await readdir(dist, { recursive: true });
  assert.deepEqual(
    names.filter((name) => name.endsWith('.map')),
    []
  );
});
