import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
export async function assertNoViolations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`
  );
  assert.deepEqual(found, []);
}

/** @param {Page} page */
export async function assertNoSidewaysScroll(page) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
}

/** Bytes that the page keeps of models. @param {Page} page */
export const keptBytes = (page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    let sum = 0;
    /** @param {any} directory */
    const walk = async (directory) => {
      for await (const entry of directory.values()) {
        if (entry.kind === 'directory') await walk(entry);
        else sum += (await entry.getFile()).size;
      }
    };
    await walk(root);
    return sum;
  });
