/** 1,000 questions leave nothing behind but the prefixes that are kept. */
import assert from 'node:assert/strict';
import { buildBarePage } from './barePage.mjs';

process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

const options = {
  mounts: {
    '/ort/': 'node_modules/onnxruntime-web/dist',
    '/models/tiny-llava/': 'test/tiny-model/tiny-llava'
  }
};
const CUES = 4;
const GROWTH_BYTES = 20e6;

test('memory stays flat over 1,000 questions', options, async ({ openApp }) => {
  const page = await openApp();
  const found = await page.evaluate(async (cues) => {
    await window.engine.load({ model: 'tiny-llava', device: 'wasm', threads: 1 }, () => {});
    /** @param {number} from @param {number} to */
    const ask = async (from, to) => {
      const jobs = Array.from({ length: to - from }, (_, k) => ({
        prefix: `Cue ${k % cues}.\n`,
        suffix: `Is it ${from + k}? It is (`,
        picture: null,
        targets: /** @type {const} */ ({ kind: 'letters', letters: ['A', 'B'] })
      })).sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
      let scores = 0;
      await window.engine.score(jobs, () => void scores++);
      return scores;
    };
    // The runtime takes what it needs with the first questions.
    await ask(0, 100);
    const before = { bytes: await window.memoryNow(), ...(await window.engine.stats()) };
    const scores = await ask(100, 1100);
    return {
      before,
      scores,
      after: { bytes: await window.memoryNow(), ...(await window.engine.stats()) }
    };
  }, CUES);
  const { before, after } = found;
  assert.equal(found.scores, 1000);
  assert.equal(after.prefixes, CUES);
  assert.equal(after.liveTensors, before.liveTensors, 'prefixes and nothing else');
  assert.equal(after.liveTensors % CUES, 0);
  assert.ok(before.bytes !== null && after.bytes !== null, 'Chromium tells what a page holds');
  const growth = after.bytes - before.bytes;
  console.log(`growth: ${(growth / 1e6).toFixed(1)} MB of ${(before.bytes / 1e6).toFixed(1)} MB`);
  assert.ok(growth < GROWTH_BYTES, `${growth} bytes more`);
});
