import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';

// What the adapters write out for themselves, held against transformers.js's own processors.
const outDir = fileURLToPath(new URL('../output/processor-page', import.meta.url));
await build({
  root: fileURLToPath(new URL('processor-page', import.meta.url)),
  base: './',
  configFile: false,
  logLevel: 'warn',
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 }
});
process.env.VALUESHIFT_DIST = outDir;
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
