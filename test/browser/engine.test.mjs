import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before } from 'node:test';
import { buildBarePage } from './barePage.mjs';
import { test } from './harness.mjs';

/**
 * @typedef {{ prompt: string, image: string | null, letters: string[],
 *   logprobs: Record<string, number> }} LetterCase
 * @typedef {{ prompt: string, image: string | null, continuations: string[], logprobs: number[],
 *   baselinePrompt: string, baselineLogprobs: number[] }} TextCase
 * @typedef {import('../../src/core/prompts/types.ts').PromptJob} PromptJob
 * @typedef {import('../../src/core/answers/types.ts').PromptScore} PromptScore
 * @typedef {import('../../src/engine/engineApi.ts').Runner} Runner
 * @typedef {import('playwright-core').Page} Page
 */

const pocket = { mounts: { '/engine-test/': 'test/output/engine-page' } };
const tiny = { mounts: { ...pocket.mounts, '/models/tiny-llava/': 'test/tiny-model/tiny-llava' } };
const fixtures = 'test/fixtures/';

/** @type {LetterCase[]} */
let letterCases;
/** @type {TextCase[]} */
let textCases;
before(async () => {
  await buildBarePage('engine-page');
  letterCases = JSON.parse(await readFile(`${fixtures}golden-public.json`, 'utf8')).cases;
  textCases = JSON.parse(await readFile(`${fixtures}golden-text-public.json`, 'utf8')).cases;
});

test('the pocket model on WASM gives its golden answers, by every runner', pocket, async (t) => {
  const page = await t.openApp('engine-test/');
  const loaded = await load(page, 'pocket-llava');
  assert.equal(loaded.device, 'wasm');
  assert.equal(loaded.runner, 'packed');
  assert.equal(loaded.selfCheck.canaries, 2);
  assert.ok(loaded.selfCheck.maxError <= loaded.selfCheck.tolerance);
  assert.equal(loaded.chat.user.open, '<|im_start|>user\n');
  const images = new Set([...letterCases, ...textCases].flatMap(({ image }) => image ?? []));
  for (const image of images) await addPicture(page, image);

  const letters = await score(page, letterCases.map(letterJob));
  letterCases.forEach(({ letters: names, logprobs, prompt }, index) =>
    names.forEach((letter, at) => {
      const found = Math.exp(scoreAt(letters.scores, index).logprobs[at] ?? NaN);
      const expected = Math.exp(logprobs[letter] ?? NaN);
      assert.ok(Math.abs(found - expected) <= 0.02, `${letter}: ${found} ${expected} ${prompt}`);
    })
  );
  assert.equal(letters.counters.encoderRuns, images.size, 'a picture is encoded once');

  const texts = await score(page, textCases.map(textJob));
  textCases.forEach(({ logprobs, prompt }, index) =>
    assertNear(scoreAt(texts.scores, index).logprobs, logprobs, 0.05, prompt)
  );
  assert.equal(texts.counters.encoderRuns, 0, 'and not again in the next run');
  const baselines = await score(page, textCases.map(baselineJob));
  textCases.forEach(({ baselineLogprobs, baselinePrompt }, index) =>
    assertNear(scoreAt(baselines.scores, index).logprobs, baselineLogprobs, 0.05, baselinePrompt)
  );

  const sample = [...letterCases.slice(1, 2), ...textCases.slice(0, 1)];
  const jobs = sample.map((one) => ('letters' in one ? letterJob(one) : textJob(one)));
  const [packed, sequential, naive] = [
    await score(page, jobs, 'packed'),
    await score(page, jobs, 'sequential'),
    await score(page, jobs, 'naive')
  ];
  jobs.forEach((_, index) => {
    const measure = scoreAt(naive.scores, index).logprobs;
    assertNear(scoreAt(packed.scores, index).logprobs, measure, 1e-5, 'packed');
    assertNear(scoreAt(sequential.scores, index).logprobs, measure, 1e-5, 'sequential');
  });
  assert.equal(naive.counters.encoderRuns, 1 + 4, 'naive encodes for every prompt');
  assert.equal(naive.counters.prefixes, 0);

  const stats = await page.evaluate(() => window.engine.stats());
  assert.equal(stats.prefixes, 8, 'the least recently used prefixes went');
  assert.equal(stats.liveTensors, stats.prefixes * 60, 'only prefixes are alive');
  assert.equal(stats.pictures, images.size);
  const concepts = await page.evaluate(() => window.engine.concepts('golden/chelsea.png'));
  assert.equal(concepts?.[0]?.name, 'Egyptian cat');
  assert.ok(Math.abs((concepts?.[0]?.weight ?? 0) - 0.8393) < 1e-3);
});

test('orders of one question share their stem, and cancelling stops a run', pocket, async (t) => {
  const page = await t.openApp('engine-test/');
  await load(page, 'pocket-llava');
  const cut = '<|im_start|>user\nA survey.\n';
  const ask = (
    /** @type {string} */ options,
    question = 'How important is work in your life?'
  ) => ({
    prefix: cut,
    suffix: `${question}\n${options}<|im_end|>\n<|im_start|>assistant\nmy answer would be (`,
    picture: null,
    targets: { kind: /** @type {const} */ ('letters'), letters: ['A', 'B'] }
  });
  const orders = [ask('(A) Very\n(B) Not at all\n'), ask('(A) Not at all\n(B) Very\n')];
  const together = await score(page, orders);
  assert.equal(together.counters.decoderCalls, 2, 'one for the prefix, one for both orders');
  const [first, second] = together.scores;
  assert.ok((second?.prefillTokens ?? 99) < (first?.prefillTokens ?? 0), 'the stem counts once');

  const many = Array.from({ length: 30 }, (_, i) =>
    ask('(A) Yes\n(B) No\n', `Question ${i}, is it?`)
  );
  const run = await page.evaluate(async (jobs) => {
    let scores = 0;
    const counters = await window.engine.score(jobs, () => {
      scores += 1;
      void window.engine.cancel();
    });
    return { counters, scores };
  }, many);
  assert.equal(run.counters.cancelled, true);
  assert.equal(run.counters.jobs, run.scores, 'every finished job was delivered');
  assert.ok(run.scores < 10, `stopped after ${run.scores} of 30`);
  const after = await score(page, orders);
  assert.deepEqual(
    after.scores.map(({ logprobs }) => logprobs),
    together.scores.map(({ logprobs }) => logprobs),
    'the same question gives the same answer'
  );
});

test('a wrong byte is named and nothing runs', tiny, async (t) => {
  const page = await t.openApp('engine-test/');
  const broken = 'onnx/embed_tokens_quantized.onnx';
  await t.context.route(`**/tiny-llava/${broken}`, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] = (body.at(-1) ?? 0) ^ 1;
    await route.fulfill({ response, body });
  });
  const fault = await faultOfLoad(page, 'tiny-llava');
  assert.equal(fault?.code, 'file-corrupt');
  assert.equal(fault.params.file, broken);
  assert.match(String(fault.params.expected), /^[0-9a-f]{64}$/);
  assert.match(String(fault.params.found), /^[0-9a-f]{64}$/);
  assert.notEqual(fault.params.expected, fault.params.found);
  assert.ok(!t.requests.some((url) => url.includes('/ort/')), 'not even the runtime was fetched');
  const scoring = await page.evaluate(() => window.fault(window.engine.score([], () => undefined)));
  assert.equal(scoring?.code, 'no-model');
});

test('a missing model is named', tiny, async (t) => {
  t.allowError(/404/);
  const page = await t.openApp('engine-test/');
  const fault = await faultOfLoad(page, 'no-such-model');
  assert.equal(fault?.code, 'file-missing');
  assert.match(String(fault.params.file), /no-such-model\/manifest\.json$/);
});

test('a load can be cancelled and started again', pocket, async (t) => {
  const page = await t.openApp('engine-test/');
  const fault = await page.evaluate(() =>
    window.fault(
      window.engine.load({ model: 'pocket-llava', device: 'wasm' }, ({ file, loadedBytes }) => {
        if (file.endsWith('onnx_data') && loadedBytes > 0) void window.engine.cancelLoad();
      })
    )
  );
  assert.equal(fault?.code, 'cancelled');
  assert.equal((await load(page, 'pocket-llava')).device, 'wasm');
});

test('pictures may come before a model, and outlive it', tiny, async (t) => {
  const page = await t.openApp('engine-test/');
  await addPicture(page, 'golden/blank.png');
  await load(page, 'tiny-llava');
  const job = tinyJob('golden/blank.png');
  const first = await score(page, [job]);
  await page.evaluate(() => window.engine.terminate());
  await load(page, 'tiny-llava');
  const second = await score(page, [job]);
  assert.deepEqual(second.scores[0]?.logprobs, first.scores[0]?.logprobs);
  await load(page, 'tiny-llava');
  const third = await score(page, [job]);
  assert.deepEqual(third.scores[0]?.logprobs, first.scores[0]?.logprobs);
  const fault = await page.evaluate(() =>
    window.fault(window.engine.addPicture('x', new Blob(['not a picture'])))
  );
  assert.equal(fault?.code, 'picture-not-decoded');
  await page.evaluate(() => window.engine.dropPicture('golden/blank.png'));
  const dropped = await page.evaluate(
    (jobs) => window.fault(window.engine.score(jobs, () => undefined)),
    [job]
  );
  assert.equal(dropped?.code, 'picture-unknown');
});

test('a dead worker fails its calls, and the next call works', tiny, async (t) => {
  const page = await t.openApp('engine-test/');
  await load(page, 'tiny-llava');
  await addPicture(page, 'golden/blank.png');
  const job = tinyJob('golden/blank.png');
  const whole = await score(page, [job]);
  const running = page.evaluate(
    (jobs) => window.fault(window.engine.score(jobs, () => undefined)),
    new Array(2000).fill(job)
  );
  await page.workers()[0]?.evaluate(() => self.close());
  assert.equal((await running)?.code, 'engine-crashed');
  // Model and picture come back by themselves.
  const again = await score(page, [job]);
  assert.deepEqual(again.scores[0]?.logprobs, whole.scores[0]?.logprobs);
  await page.evaluate(() => window.engine.terminate());
  assert.deepEqual((await score(page, [job])).scores[0]?.logprobs, whole.scores[0]?.logprobs);
  await page.evaluate(() => window.engine.dispose());
  const stats = await page.evaluate(() => window.engine.stats());
  assert.deepEqual(stats, { liveTensors: 0, prefixes: 0, pictures: 0 });
});

/** @param {string} picture @returns {PromptJob} */
function tinyJob(picture) {
  return {
    prefix: '<|im_start|>user\n<image>\n',
    suffix: 'Is rain wet?<|im_end|>\n<|im_start|>assistant\nThe answer is (',
    picture,
    targets: { kind: 'letters', letters: ['A', 'B', 'C', 'D'] }
  };
}

/**
 * @param {Page} page
 * @param {string} model
 */
function load(page, model) {
  return page.evaluate(
    (model) => window.engine.load({ model, device: 'wasm' }, () => undefined),
    model
  );
}

/**
 * @param {Page} page
 * @param {string} model
 * @returns {Promise<{ code: string, params: Record<string, string | number> } | null>}
 */
function faultOfLoad(page, model) {
  return page.evaluate(
    (model) => window.fault(window.engine.load({ model, device: 'wasm' }, () => undefined)),
    model
  );
}

/**
 * @param {Page} page
 * @param {string} image file below test/fixtures; its path serves as the picture's id
 */
async function addPicture(page, image) {
  const bytes = [...(await readFile(fixtures + image))];
  await page.evaluate(
    ({ image, bytes }) => window.engine.addPicture(image, new Blob([new Uint8Array(bytes)])),
    { image, bytes }
  );
}

/**
 * @param {Page} page
 * @param {PromptJob[]} jobs
 * @param {Runner} [runner]
 */
function score(page, jobs, runner) {
  return page.evaluate(
    async ({ jobs, runner }) => {
      /** @type {PromptScore[]} */
      const scores = [];
      const options = runner ? { runner } : {};
      const counters = await window.engine.score(
        jobs,
        (index, score) => (scores[index] = score),
        options
      );
      return { scores, counters };
    },
    { jobs, runner }
  );
}

/** Cuts a golden prompt behind its cue: the picture, or the opening of the user's turn. */
function cut(/** @type {string} */ prompt) {
  const mark = prompt.includes('<image>\n') ? '<image>\n' : '<|im_start|>user\n';
  const at = prompt.indexOf(mark) + mark.length;
  return { prefix: prompt.slice(0, at), suffix: prompt.slice(at) };
}

/** @param {LetterCase} golden @returns {PromptJob} */
function letterJob({ prompt, image, letters }) {
  return { ...cut(prompt), picture: image, targets: { kind: 'letters', letters } };
}

/** @param {TextCase} golden @returns {PromptJob} */
function textJob({ prompt, image, continuations }) {
  return { ...cut(prompt), picture: image, targets: { kind: 'continuations', continuations } };
}

/** @param {TextCase} golden @returns {PromptJob} */
function baselineJob({ baselinePrompt, continuations }) {
  return {
    prefix: '',
    suffix: baselinePrompt,
    picture: null,
    targets: { kind: 'continuations', continuations }
  };
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} index
 * @returns {T}
 */
function scoreAt(list, index) {
  assert.ok(index < list.length, `only ${list.length} scores came`);
  return /** @type {T} */ (list[index]);
}

/**
 * @param {readonly number[]} found
 * @param {readonly number[]} expected
 * @param {number} tolerance
 * @param {string} what
 */
function assertNear(found, expected, tolerance, what) {
  assert.equal(found.length, expected.length, what);
  found.forEach((value, at) =>
    assert.ok(
      Math.abs(value - (expected[at] ?? NaN)) <= tolerance,
      `${what}: ${found} instead of ${expected}`
    )
  );
}
