import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { importTs } from '../../scripts/importTs.mjs';
import { buildBarePage } from './barePage.mjs';

// Decoders with which not every way of asking works: which way the engine finds, why no faster one,
// and that its numbers are those of each prompt alone.
process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

/** @typedef {import('../../src/core/prompts/types.ts').PromptJob} PromptJob */
/** @typedef {import('../../src/engine/engineApi.ts').Runner} Runner */
/** @typedef {import('playwright-core').Page} Page */

/** Of a token's log-probability on WASM: equal to the last digits of a 32-bit number. */
const TOLERANCE = 1e-5;
const FOLDER = 'test/output/tiny-odd-kinds';

const { buildOddKinds } = /** @type {typeof import('../tiny-model/oddKinds.ts')} */ (
  await importTs('test/tiny-model/oddKinds.ts')
);
const kinds = buildOddKinds();
await rm(FOLDER, { recursive: true, force: true });
for (const [name, files] of kinds) {
  for (const [path, bytes] of files) {
    const target = `${FOLDER}/${name}/${path}`;
    await mkdir(target.slice(0, target.lastIndexOf('/')), { recursive: true });
    await writeFile(target, bytes);
  }
}
const mounts = {
  '/ort/': 'node_modules/onnxruntime-web/dist',
  ...Object.fromEntries([...kinds.keys()].map((name) => [`/models/${name}/`, `${FOLDER}/${name}`]))
};

test('a decoder that takes one token behind a past packs all the same', { mounts }, async (t) => {
  const page = await t.openApp();
  const loaded = await load(page, 'tiny-own-mask');
  assert.deepEqual([loaded.runner, loaded.runnerReason], ['packed', undefined]);
  await assertEqualRunners(page, ['sequential', 'packed']);
});

test(
  'where it cannot, each prompt is computed alone, and the reason said',
  { mounts },
  async (t) => {
    const { withDetour } = /** @type {typeof import('../tiny-model/detour.ts')} */ (
      await importTs('test/tiny-model/detour.ts')
    );
    const { json, manifest } = /** @type {typeof import('../tiny-model/build.ts')} */ (
      await importTs('test/tiny-model/build.ts')
    );
    const name = 'tiny-own-mask';
    const files = new Map(kinds.get(name));
    const graph = 'onnx/decoder_model_merged_q4.onnx';
    files.set(graph, withDetour(files.get(graph) ?? new Uint8Array()));
    files.delete('manifest.json');
    files.set('manifest.json', json(manifest(files)));
    for (const path of [graph, 'manifest.json']) {
      const body = Buffer.from(files.get(path) ?? []);
      await t.context.route(`**/models/${name}/${path}`, (route) => route.fulfill({ body }));
    }
    const page = await t.openApp();
    // The runtime tells of it in the log as well.
    t.allowError(/running Expand node/);
    const { runner, runnerReason } = await load(page, name);
    assert.equal(runner, 'naive');
    assert.equal(runnerReason?.code, 'runner-failed');
    assert.equal(runnerReason.params.runner, 'sequential');
    assert.match(String(runnerReason.params.message), /Expand/);
    assertLively(await score(page, jobs(), runner));
  }
);

test(
  'states go from call to call, and prompts that share one leave it alone',
  { mounts },
  async (t) => {
    const page = await t.openApp();
    const { runner, runnerReason } = await load(page, 'tiny-states');
    assert.equal(runner, 'sequential');
    // The first node that would carry it from one prompt to the next.
    assert.equal(runnerReason?.code, 'pack-state');
    assert.match(JSON.stringify(runnerReason.params), /past_conv\.0/);
    await assertEqualRunners(page, ['sequential']);
    // A layer with two states and one with keys and values, for each of two cues.
    const stats = await page.evaluate(() => window.engine.stats());
    assert.deepEqual([stats.prefixes, stats.liveTensors], [2, 8]);
    // A free answer goes on from states, token by token.
    const [job] = jobs();
    assert.ok(job);
    const { prefix, suffix, picture } = job;
    const answers = await page.evaluate(
      async (job) => [
        await window.engine.generate(job, { runner: 'naive' }),
        await window.engine.generate(job),
        await window.engine.generate(job)
      ],
      { prefix, suffix, picture, maxTokens: 12 }
    );
    const [naive, ...kept] = answers.map(({ ids }) => ids);
    for (const ids of kept) assert.deepEqual(ids, naive);
    assert.deepEqual(await page.evaluate(() => window.engine.stats()), stats);
  }
);

test(
  'activations rounded together: each prompt alone, whatever stands beside it',
  { mounts },
  async (t) => {
    const page = await t.openApp();
    const { runner, runnerReason } = await load(page, 'tiny-rounding');
    assert.deepEqual([runner, runnerReason], ['naive', { code: 'rounds-together', params: {} }]);
    const all = await score(page, jobs(), runner);
    assertLively(all);
    for (const [at, job] of jobs().entries()) {
      assert.deepEqual((await score(page, [job], runner))[0], all[at], `job ${at} alone`);
    }
    // Else there would be no reason to be slow.
    const reused = await score(page, jobs(), 'sequential');
    assert.ok(largest(reused, all) > 1e-4, `${largest(reused, all)}`);
  }
);

/** @returns {PromptJob[]} behind a picture and behind words; letters, and words that part ways */
function jobs() {
  const letters = { kind: /** @type {const} */ ('letters'), letters: ['A', 'B', 'C'] };
  const ask = (/** @type {string} */ question) =>
    `${question}\n(A) rarely\n(B) often\n(C) always\nThe answer is (`;
  const behind = (/** @type {string} */ prefix, /** @type {string | null} */ picture) => [
    { prefix, suffix: ask('Do you sing?'), picture, targets: letters },
    { prefix, suffix: ask('Do you trust strangers?'), picture, targets: letters },
    {
      prefix,
      suffix: 'Do you trust strangers? I trust them',
      picture,
      targets: {
        kind: /** @type {const} */ ('continuations'),
        continuations: [' rarely.', ' rather often.', ' very often.']
      }
    }
  ];
  return [
    ...behind('User: <image>\nAnswer as people there would.\n', 'red'),
    ...behind('User: Answer as people in Chile would.\n', null)
  ];
}

/** @param {Page} page @param {string} model */
function load(page, model) {
  return page.evaluate(async (name) => {
    const loaded = await window.engine.load({ model: name, device: 'wasm' }, () => undefined);
    const canvas = new OffscreenCanvas(48, 32);
    const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    brush.fillStyle = 'crimson';
    brush.fillRect(0, 0, 32, 20);
    await window.engine.addPicture('red', await canvas.convertToBlob({ type: 'image/png' }));
    return loaded;
  }, model);
}

/**
 * @param {Page} page
 * @param {PromptJob[]} jobs
 * @param {Runner} runner
 * @returns {Promise<number[][]>} log-probabilities a token
 */
function score(page, jobs, runner) {
  return page.evaluate(
    async ({ jobs, runner }) => {
      /** @type {number[][]} */
      const found = [];
      await window.engine.score(
        jobs,
        (index, { logprobs, tokens }) =>
          void (found[index] = logprobs.map((sum, target) => sum / (tokens[target] ?? NaN))),
        { runner }
      );
      return found;
    },
    { jobs, runner }
  );
}

/** @param {Page} page @param {Runner[]} runners */
async function assertEqualRunners(page, runners) {
  const naive = await score(page, jobs(), 'naive');
  assertLively(naive);
  for (const runner of runners) {
    const error = largest(await score(page, jobs(), runner), naive);
    console.log(`${runner}: ${error.toExponential(1)}`);
    assert.ok(error <= TOLERANCE, `${runner}: ${error}`);
  }
}

/** Questions, cues and answers must matter, or equality could not fail. @param {number[][]} scores */
function assertLively(scores) {
  const [one, other, , named] = scores;
  assert.ok(one && other && named);
  for (const b of [other, named, one.toReversed()]) {
    assert.ok(largest([one], [b]) > 0.01, `${one} and ${b}`);
  }
}

/** @param {number[][]} found @param {number[][]} expected */
function largest(found, expected) {
  const [a, b] = [found.flat(), expected.flat()];
  assert.equal(a.length, b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN))));
}
