/** What a page shows is kept, or said not to be: a window that keeps nothing. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from './harness.mjs';

const errors = JSON.parse(await readFile('src/ui/messages/en/errors.store.json', 'utf8'));

const alert = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ text) =>
  page.getByRole('alert').filter({ hasText: text });

test('a window that keeps nothing says so on every page', async ({ context, openApp }) => {
  await context.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        }
      });
    }
  });
  const page = await openApp();
  await alert(page, errors['store-in-memory']).waitFor();
  await page.evaluate(() => (location.hash = '#/study'));
  await page.getByRole('button', { name: 'Start from this' }).click();
  await page.getByRole('heading', { name: 'How it asks' }).waitFor();
  assert.equal(await alert(page, errors['store-in-memory']).count(), 1);
});
