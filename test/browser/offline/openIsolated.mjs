import assert from 'node:assert/strict';
import { openForm } from '../labForm.mjs';

/**
 * Opens the app and waits for the reload that isolates it; asks nothing of the page before, for
 * Playwright's questions count as a person's touch, and a page in use is not reloaded.
 * @param {import('playwright-core').Page} page @param {string} url
 */
export async function openIsolated(page, url) {
  let opened = 0;
  const twice = new Promise((done) =>
    page.on('domcontentloaded', () => (opened += 1) === 2 && done(undefined))
  );
  await page.goto(url);
  await twice;
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  // The first visit's doors have no footer, which says what works offline.
  await openForm(page);
}
