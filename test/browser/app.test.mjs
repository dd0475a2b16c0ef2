import assert from 'node:assert/strict';
import { test } from './harness.mjs';

test('the page opens, is cross-origin isolated and has a heading', async ({ openApp }) => {
  const page = await openApp();
  await page.locator('h1').first().waitFor();
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
});
