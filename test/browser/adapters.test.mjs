import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { importTs } from '../../scripts/importTs.mjs';
import { buildBarePage } from './barePage.mjs';

// Each type of model that the engine has an adapter for, as a tiny random model of that type with
// nothing but a standard graph, through the app's engine on WASM.
process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

/** @typedef {import('../../src/core/prompts/types.ts').PromptJob} PromptJob */
/** @typedef {import('../../src/core/answers/types.ts').PromptScore} PromptScore */
/** @typedef {import('../../src/engine/engineApi.ts').Generated} Generated */
/** @typedef {import('../../src/engine/engineApi.ts').LoadedModel} LoadedModel */
/** @typedef {import('../../src/engine/engineApi.ts').Runner} Runner */
/** @typedef {import('playwright-core').Page} Page */

/** Of a token's log-probability on WASM: equal to the last digits of a 32-bit number. */
const TOLERANCE = 1e-5;
/** Keys and values in half precision have three digits. */
const TOLERANCE_IN_HALVES = 1e-2;
const FOLDER = 'test/output/tiny-kinds';
const TINY = 'test/tiny-model/tiny-llava';

const { buildKinds, decoderFile } = /** @type {typeof import('../tiny-model/kinds.ts')} */ (
  await importTs('test/tiny-model/kinds.ts')
);
const kinds = buildKinds();
await rm(FOLDER, { recursive: true, force: true });
for (const [name, files] of kinds) {
  let total = 0;
  for (const [path, bytes] of files) {
    const target = `${FOLDER}/${name}/${path}`;
    await mkdir(target.slice(0, target.lastIndexOf('/')), { recursive: true });
    await writeFile(target, bytes);
    total += bytes.length;
  }
  assert.ok(total < 700_000, `${name} has ${total} bytes`);
}

const mounts = {
  '/ort/': 'node_modules/onnxruntime-web/dist',
  '/models/tiny-llava/': TINY,
  ...Object.fromEntries([...kinds.keys()].map((name) => [`/models/${name}/`, `${FOLDER}/${name}`]))
};

/** Models that are shown no pictures. */
const WORDS_ONLY = ['tiny-qwen2', 'tiny-llama'];

for (const name of kinds.keys()) {
  const wordsOnly = WORDS_ONLY.includes(name);
  test(
    `${name}: rewritten, packed, reused and naive give the same answers`,
    { mounts },
    async (t) => {
      const page = await t.openApp();
      const loaded = await load(page, name);
      assert.equal(loaded.runner, 'packed', JSON.stringify(loaded.runnerReason));
      assert.equal(loaded.runnerReason, undefined);
      assert.equal(loaded.dtype, wordsOnly ? 'q4' : 'q4, vision_encoder q8');
      assert.equal(loaded.wordsOnly, wordsOnly || undefined);
      const jobs = jobsFor(loaded.chat, wordsOnly ? [null] : ['red', 'striped', null]);
      const naive = await score(page, jobs, 'naive');
      assertLively(jobs, naive);
      for (const runner of /** @type {Runner[]} */ (['sequential', 'packed'])) {
        assertClose(await score(page, jobs, runner), naive, `${name}, ${runner}`);
      }
      await assertAnswersAlike(page, jobs, name);
      // And the graph as it ships gives what its rewriting gives.
      await refuseRewriting(page, name);
      const standard = await load(page, name);
      assert.equal(standard.runner, 'sequential');
      assert.match(standard.runnerReason?.code ?? '', /^pack-(logits|operator)$/);
      for (const runner of /** @type {Runner[]} */ (['naive', 'sequential'])) {
        assertClose(await score(page, jobs, runner), naive, `${name}, standard graph, ${runner}`);
      }
      await assertAnswersAlike(page, jobs, `${name}, standard graph`);
      const stats = await page.evaluate(() => window.engine.stats());
      assert.equal(stats.liveTensors, stats.prefixes * 4, 'only prefixes are alive');
    }
  );
}

test('the tiny model’s packed graph equals its rewritten standard graph', { mounts }, async (t) => {
  const page = await t.openApp();
  const jobs = jobsFor((await load(page, 'tiny-llava')).chat);
  const shipped = await score(page, jobs, 'packed');
  await assertAnswersAlike(page, jobs, 'tiny-llava');
  await t.context.route('**/models/tiny-llava/manifest.json', async (route) => {
    const manifest = JSON.parse(await readFile(`${TINY}/manifest.json`, 'utf8'));
    delete manifest.files['onnx/decoder_model_packed_quantized.onnx'];
    await route.fulfill({ json: manifest });
  });
  const rewritten = await load(page, 'tiny-llava');
  assert.equal(rewritten.runner, 'packed', JSON.stringify(rewritten.runnerReason));
  assertClose(await score(page, jobs, 'packed'), shipped, 'rewritten against shipped');
});

test('a free answer ends where the model ends its turn', { mounts }, async (t) => {
  const page = await t.openApp();
  const name = 'tiny-onevision';
  const [job] = jobsFor((await load(page, name)).chat);
  assert.ok(job);
  const whole = await generate(page, job, 'sequential');
  assert.equal(whole.ended, 'length');
  // One of its own tokens becomes the end: it stops before the first of them.
  const end = whole.ids[5] ?? NaN;
  await acceptChanged(t.context, name, 'config.json', (bytes) =>
    Buffer.from(JSON.stringify({ ...JSON.parse(bytes.toString()), eos_token_id: [2, end] }))
  );
  await load(page, name);
  for (const runner of /** @type {Runner[]} */ (['naive', 'sequential'])) {
    const short = await generate(page, job, runner);
    assert.equal(short.ended, 'end-of-turn');
    assert.deepEqual(short.ids, whole.ids.slice(0, whole.ids.indexOf(end)));
    assert.ok(whole.text.startsWith(short.text.replace(/\uFFFD+$/, '')), short.text);
  }
});

test('a free answer is stopped, and leaves nothing behind', { mounts }, async (t) => {
  const page = await t.openApp();
  const jobs = jobsFor((await load(page, 'tiny-onevision')).chat);
  await handOverPictures(page);
  const prompts = jobs.map(({ prefix, suffix, picture }) => ({ prefix, suffix, picture }));
  const seen = await page.evaluate(async (prompts) => {
    const { engine } = window;
    /** Of random models some go round in circles: that one never ends by itself. */
    const endless = async () => {
      for (const prompt of prompts) {
        const { ended } = await engine.generate({ ...prompt, maxTokens: 400 });
        if (ended === 'length') return { ...prompt, maxTokens: 4000 };
      }
      throw new Error('All answers end by themselves.');
    };
    const job = await endless();
    const before = await engine.stats();
    const answering = engine.generate(job);
    await new Promise((go) => setTimeout(go, 100));
    await engine.cancel();
    const stopped = await answering;
    const after = await engine.stats();
    // Another model in the middle of an answer: the answer ends, and all that it held goes.
    const left = engine.generate(job).catch(() => null);
    await new Promise((go) => setTimeout(go, 100));
    await engine.load({ model: 'tiny-llava', device: 'wasm' }, () => undefined);
    return { before, stopped, after, left: await left, loaded: await engine.stats() };
  }, prompts);
  assert.equal(seen.stopped.ended, 'cancelled');
  assert.equal(seen.stopped.counters.cancelled, true);
  assert.ok(seen.stopped.ids.length < 4000);
  assert.ok(seen.before.liveTensors > 0);
  assert.deepEqual(seen.after, seen.before);
  assert.notEqual(seen.left?.ended, 'length');
  assert.equal(seen.loaded.liveTensors, 0);
});

test('SmolVLM’s chats begin once, and lists of parts are understood', { mounts }, async (t) => {
  const page = await t.openApp();
  assert.deepEqual((await load(page, 'tiny-smolvlm')).chat, {
    begin: '<|im_start|>',
    standard: '<|im_start|>',
    system: { open: '<|im_start|>System: ', close: '<|im_end|>\n' },
    user: { open: 'User: ', close: '<|im_end|>\n', picture: 'User:<image>' },
    assistant: { open: 'Assistant:' }
  });
  assert.deepEqual((await load(page, 'tiny-interleave')).chat, {
    standard: '',
    system: { open: '<|im_start|>system ', close: '<|im_end|>' },
    user: {
      open: '<|im_start|>user ',
      close: '<|im_end|>',
      picture: '<|im_start|>user <image>'
    },
    assistant: { open: '<|im_start|>assistant\n' }
  });
});

test('a type that nobody knows is named', { mounts }, async (t) => {
  await t.context.route('**/models/tiny-onevision/config.json', async (route) => {
    const response = await route.fetch();
    const text = (await response.text()).replaceAll('llava_onevision', 'video_llava_one');
    await route.fulfill({ response, body: text });
  });
  await acceptChanged(t.context, 'tiny-onevision', 'config.json', (bytes) =>
    Buffer.from(bytes.toString().replaceAll('llava_onevision', 'video_llava_one'))
  );
  const page = await t.openApp();
  const fault = await page.evaluate(() =>
    window.fault(window.engine.load({ model: 'tiny-onevision', device: 'wasm' }, () => undefined))
  );
  assert.equal(fault?.code, 'model-type');
  assert.equal(fault.params.type, 'video_llava_one');
});

test('a model that reads words only keeps pictures for the next one', { mounts }, async (t) => {
  const page = await t.openApp();
  const chat = (await load(page, 'tiny-qwen2')).chat;
  await handOverPictures(page);
  const [job] = jobsFor(chat, ['red']);
  assert.ok(job);
  const seen = await page.evaluate(async (job) => {
    const { engine, fault } = window;
    return {
      concepts: await engine.concepts('red'),
      scored: await fault(engine.score([job], () => undefined)),
      answered: await fault(engine.generate({ ...job, maxTokens: 2 }))
    };
  }, job);
  assert.equal(seen.concepts, null);
  assert.equal(seen.scored?.code, 'picture-unseen');
  assert.equal(seen.answered?.code, 'picture-unseen');
  // A text that is asked next is answered as ever.
  const [words] = jobsFor(chat, [null]);
  assert.ok(words);
  assert.equal((await page.evaluate(scoreOne, words)).length, 3);
  await load(page, 'tiny-llava');
  assert.equal((await page.evaluate(scoreOne, job)).length, 3);
});

/** @param {PromptJob} job */
async function scoreOne(job) {
  /** @type {number[]} */
  let logprobs = [];
  await window.engine.score([job], (_, score) => void (logprobs = score.logprobs));
  return logprobs;
}

/**
 * @param {LoadedModel['chat']} chat
 * @param {(string | null)[]} pictures as cues; null asks under a country's name
 * @returns {PromptJob[]} the last one under nothing; letters and words as targets
 */
function jobsFor({ begin = '', user, assistant }, pictures = ['red', 'striped', null]) {
  const open = begin + user.open;
  const close = user.close + assistant.open;
  const letters = { kind: /** @type {const} */ ('letters'), letters: ['A', 'B', 'C'] };
  const cue = `${open}<image>\nAnswer as people there would.\n`;
  const ask = (/** @type {string} */ question) =>
    `${question}\n(A) rarely\n(B) often\n(C) always${close}The answer is (`;
  const about = (/** @type {string | null} */ picture, /** @type {string} */ prefix) => [
    { prefix, suffix: ask('Do you sing?'), picture, targets: letters },
    { prefix, suffix: ask('Do you trust strangers?'), picture, targets: letters },
    {
      prefix,
      suffix: `Do you trust strangers?${close}I trust them`,
      picture,
      targets: {
        kind: /** @type {const} */ ('continuations'),
        continuations: [' rarely.', ' very often.']
      }
    }
  ];
  const named = (/** @type {string} */ country) => `${open}Answer as people in ${country} would.\n`;
  return [
    ...pictures.flatMap((picture) => about(picture, picture ? cue : named('Chile'))),
    ...(pictures.length > 1 ? [] : about(null, named('Japan'))),
    { prefix: '', suffix: 'The answer is (', picture: null, targets: letters }
  ];
}

/** @param {Page} page @param {string} model @returns {Promise<LoadedModel>} */
function load(page, model) {
  return page.evaluate(
    (name) => window.engine.load({ model: name, device: 'wasm' }, () => undefined),
    model
  );
}

/** @param {Page} page */
function handOverPictures(page) {
  return page.evaluate(async () => {
    for (const picture of ['red', 'striped']) {
      const canvas = new OffscreenCanvas(48, 32);
      const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
      brush.fillStyle = picture === 'red' ? 'crimson' : 'gold';
      brush.fillRect(0, 0, 48, 32);
      brush.fillStyle = 'navy';
      for (let x = 0; picture === 'striped' && x < 48; x += 12) brush.fillRect(x, 0, 6, 20);
      await window.engine.addPicture(picture, await canvas.convertToBlob({ type: 'image/png' }));
    }
  });
}

/** Tokens of a free answer: a tiny model says something else under each prompt by then. */
const ANSWER_TOKENS = 12;

/**
 * @param {Page} page
 * @param {PromptJob} job of which the prompt is gone on with
 * @param {Runner} runner
 * @returns {Promise<Generated>}
 */
async function generate(page, { prefix, suffix, picture }, runner) {
  await handOverPictures(page);
  const job = { prefix, suffix, picture, maxTokens: ANSWER_TOKENS };
  return page.evaluate(({ job, runner }) => window.engine.generate(job, { runner }), {
    job,
    runner
  });
}

/**
 * Free answers behind what is kept are those of whole runs, token by token, and leave nothing behind.
 * @param {Page} page
 * @param {PromptJob[]} jobs
 * @param {string} what
 */
async function assertAnswersAlike(page, jobs, what) {
  /** @type {Set<string>} */
  const different = new Set();
  for (const job of jobs.filter((_, index) => index % 2 === 0)) {
    const naive = await generate(page, job, 'naive');
    const first = await generate(page, job, 'sequential');
    const before = await page.evaluate(() => window.engine.stats());
    const again = await generate(page, job, 'sequential');
    for (const kept of [first, again]) {
      assert.deepEqual(kept.ids, naive.ids, what);
      assert.equal(kept.text, naive.text);
      assert.equal(kept.ended, naive.ended);
    }
    const { prefixes, encoderRuns, prefillTokens } = again.counters;
    assert.deepEqual([prefixes, encoderRuns], [0, 0], 'the prefix was kept');
    assert.deepEqual(await page.evaluate(() => window.engine.stats()), before);
    if (naive.ids.length < ANSWER_TOKENS / 2) continue;
    assert.ok(prefillTokens < naive.counters.prefillTokens / 3);
    different.add(naive.ids.join());
  }
  // Else the equality could not fail.
  assert.ok(different.size > 1, `${what}: ${[...different].join(' | ')}`);
}

/** @param {Page} page @param {PromptJob[]} jobs @param {Runner} runner */
async function score(page, jobs, runner) {
  await handOverPictures(page);
  return page.evaluate(
    async ({ jobs, runner }) => {
      /** @type {number[][]} */
      const logprobs = [];
      const perToken = (/** @type {PromptScore} */ { logprobs, tokens }) =>
        logprobs.map((sum, target) => sum / (tokens[target] ?? NaN));
      await window.engine.score(jobs, (index, found) => void (logprobs[index] = perToken(found)), {
        runner
      });
      return logprobs;
    },
    { jobs, runner }
  );
}

/**
 * Serves the model with an operator that the rewriting must refuse, though it changes nothing.
 * @param {Page} page
 * @param {string} name
 */
async function refuseRewriting(page, name) {
  const { withDetour } = /** @type {typeof import('../tiny-model/detour.ts')} */ (
    await importTs('test/tiny-model/detour.ts')
  );
  const graph = decoderFile(kinds.get(name) ?? new Map());
  await acceptChanged(page.context(), name, graph, (bytes) => Buffer.from(withDetour(bytes)));
}

/**
 * Serves one file changed, and a manifest that agrees.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} name
 * @param {string} path
 * @param {(bytes: Buffer) => Buffer} change
 */
async function acceptChanged(context, name, path, change) {
  const { createHash } = await import('node:crypto');
  const body = change(await readFile(`${FOLDER}/${name}/${path}`));
  const manifest = JSON.parse(await readFile(`${FOLDER}/${name}/manifest.json`, 'utf8'));
  const sha256 = createHash('sha256').update(body).digest('hex');
  manifest.files[path] = { bytes: body.length, sha256 };
  await context.route(`**/models/${name}/${path}`, (route) => route.fulfill({ body }));
  await context.route(`**/models/${name}/manifest.json`, (route) =>
    route.fulfill({ json: manifest })
  );
}

/**
 * Without this the tests of equality could not fail: letters, questions and pictures must matter.
 * @param {PromptJob[]} jobs
 * @param {number[][]} scores
 */
function assertLively(jobs, scores) {
  assert.equal(scores.length, jobs.length);
  for (const logprobs of scores) {
    logprobs.forEach((a, i) =>
      logprobs.slice(i + 1).forEach((b) => assert.ok(Math.abs(a - b) > 1e-3, `${a} and ${b}`))
    );
  }
  for (const [one, other] of [
    [0, 1],
    [0, 3],
    [3, 6]
  ]) {
    const moved = largest(scores[one ?? 0] ?? [], scores[other ?? 0] ?? []);
    assert.ok(moved > 0.01, `jobs ${one} and ${other} differ by ${moved}`);
  }
}

/** @param {number[][]} found @param {number[][]} expected @param {string} what */
function assertClose(found, expected, what) {
  const tolerance = what.startsWith('tiny-halves') ? TOLERANCE_IN_HALVES : TOLERANCE;
  assert.equal(found.length, expected.length, what);
  const errors = found.map((logprobs, job) => largest(logprobs, expected[job] ?? []));
  console.log(`${what}: ${Math.max(...errors).toExponential(1)}`);
  errors.forEach((error, job) => assert.ok(error <= tolerance, `${what}, job ${job}: ${error}`));
}

/** @param {readonly number[]} a @param {readonly number[]} b */
function largest(a, b) {
  assert.equal(a.length, b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN))));
}
