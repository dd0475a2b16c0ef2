import assert from 'node:assert/strict';
import { buildBarePage } from './barePage.mjs';

// What the adapters write out for themselves, held against transformers.js's own processors.
process.env.VALUESHIFT_DIST = await buildBarePage('processor-page');
const { test } = await import('./harness.mjs');

test('Qwen2-VL’s three axes count as transformers.js counts them', async (t) => {
  const page = await t.openApp();
  const { ours, theirs } = await page.evaluate(() => window.qwenPositions());
  assert.equal(new Set(ours).size > 5, true);
  assert.deepEqual(ours, theirs);
});

test('Qwen2-VL’s patches lie as transformers.js lays them', async (t) => {
  const page = await t.openApp();
  const { ours, theirs } = await page.evaluate(() => window.qwenPatches());
  assert.equal(ours.length, theirs.length);
  const error = Math.max(...ours.map((value, at) => Math.abs(value - (theirs[at] ?? NaN))));
  assert.ok(error < 1e-5, `off by ${error}`);
});
