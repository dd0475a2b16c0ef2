/**
 * Twins of real models (test/fixtures/twins) against the reference implementation, stage by stage. All
 * of them, and any others, by `npm run twins`; what is compared with what stands in docs/twins.md.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTwins, withCases } from '../../scripts/twins/folder.mjs';
import { rowOf, TITLE } from '../../scripts/twins/table.mjs';
import { withTwins } from '../../scripts/twins/withTwins.mjs';

/** @typedef {import('../../scripts/twins/measure.mjs').Line} Line */

/** Runner and, where it is not the fastest, the code of the reason why. */
const EXPECTED = {
  'fastvlm-0.5b q4': ['packed', null],
  'fastvlm-0.5b q4f16': ['packed', null],
  'lfm2.5-vl-450m q4': ['sequential', 'pack-state'],
  'llava-interleave-0.5b q4': ['packed', null],
  'llava-onevision-0.5b bnb4': ['packed', null],
  'llava-onevision-0.5b q4f16': ['packed', null],
  'nanollava q4': ['packed', null],
  'nanollava uint8': ['naive', 'rounds-together'],
  'qwen2-vl-2b q4': ['packed', null],
  'qwen2.5-text q4': ['packed', null],
  'qwen3.5-0.8b q4': ['sequential', 'pack-state'],
  'smollm-text fp32': ['packed', null],
  'smolvlm-256m q4f16': ['packed', null],
  'smolvlm-256m-gqa fp32': ['packed', null],
  'smolvlm2-256m-video bnb4': ['packed', null]
};
/** Chromium's software adapter is slow: small encoders, and one case of each. */
const ON_WEBGPU = new Map([
  ['lfm2.5-vl-450m q4', ['chelsea']],
  ['smollm-text fp32', ['none']]
]);
const ON_WASM = ['wide', 'alpha', 'none'];

const twins = await readTwins('test/fixtures/twins');
const all = twins.flatMap((twin) =>
  twin.variants.map((variant) => ({ twin, variant, name: `${twin.name} ${variant}` }))
);

test('every twin is a fixture, and every fixture is expected', () => {
  assert.deepEqual(all.map(({ name }) => name).sort(), Object.keys(EXPECTED).sort());
});

for (const device of /** @type {const} */ (['wasm', 'webgpu'])) {
  test(`twins equal the reference at every stage on ${device}`, { timeout: 900_000 }, async (t) => {
    const casesOf = (/** @type {string} */ name) =>
      device === 'wasm' ? ON_WASM : ON_WEBGPU.get(name);
    console.log(TITLE);
    await withTwins(
      device,
      async (measure) => {
        for (const { twin, variant, name } of all) {
          const cases = casesOf(name);
          if (!cases) continue;
          await t.test(name, async () =>
            assertEqual(await measure(withCases(twin, cases), variant), device)
          );
        }
      },
      { counts: false }
    );
  });
}

/** @param {Line} line @param {'wasm' | 'webgpu'} device */
function assertEqual(line, device) {
  console.log(rowOf(line));
  const name = /** @type {keyof typeof EXPECTED} */ (`${line.twin} ${line.variant}`);
  const code = line.reason?.split(':')[0] ?? null;
  assert.deepEqual([line.runner, code], EXPECTED[name], line.reason ?? 'no reason');
  assert.deepEqual(line.misses, []);
  assert.equal(line.device, device);
  const pictures = line.pixels !== null;
  // Each stage was there to be compared, and by the reference's own pixels.
  assert.equal(line.slack, 0);
  assert.equal(pictures, !name.includes('-text'));
  assert.notEqual(line.logprob, null);
  assert.equal(line.runners === null, line.runner === 'naive');
  assert.equal(line.fullView === null, name !== 'smolvlm-256m-gqa fp32');
  assert.equal(line.greedy, line.variant === 'fp32' ? true : null);
}
