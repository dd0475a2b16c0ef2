import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { buildBarePage } from './barePage.mjs';

// The engine alone, on the tiny random model: on Chromium's software adapter (SwiftShader) the
// bundled model would take a second a token.
process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

/** @typedef {import('../../src/core/prompts/types.ts').PromptJob} PromptJob */
/** @typedef {import('../../src/engine/engineApi.ts').LoadedModel} LoadedModel */
/** @typedef {import('../../src/engine/engineApi.ts').Runner} Runner */
/** @typedef {import('../../src/engine/engineApi.ts').Device} Device */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ logprobs: number[][], counters: import('../../src/engine/engineApi.ts').RunCounters }} Scored per job */

const TOLERANCE = 1e-3;
/** The tiny model a second time; without its packed graph and canaries it is what a hub model is. */
const STANDARD_ONLY = 'tiny-standard';
const TINY = 'test/tiny-model/tiny-llava';
const options = {
  webgpu: true,
  mounts: {
    '/ort/': 'node_modules/onnxruntime-web/dist',
    '/models/tiny-llava/': TINY,
    [`/models/${STANDARD_ONLY}/`]: TINY
  }
};

const PICTURES = { red: 'a', striped: 'b' };
const CUE = '<|im_start|>user\n<image>\nAnswer as the people in the picture would.\n';
const CLOSE = '<|im_end|>\n<|im_start|>assistant\n';
const LETTERS = ['A', 'B', 'C'];

/** @param {string} question @returns {PromptJob['suffix']} */
const ask = (question) => `${question}\n(A) rarely\n(B) often\n(C) always${CLOSE}The answer is (`;

/** Two pictures, a cue in words, none at all; both readouts; prompts of more than 58 tokens. */
const JOBS = /** @type {PromptJob[]} */ ([
  ...Object.values(PICTURES).flatMap((picture) => [
    { prefix: CUE, suffix: ask('Do you trust strangers?'), picture, ...letters() },
    { prefix: CUE, suffix: ask('Do you help neighbours?'), picture, ...letters() },
    { prefix: CUE, suffix: ask('Do you sing?'), picture, ...letters() },
    {
      prefix: CUE,
      suffix: `Do you trust strangers?${CLOSE}I trust them`,
      picture,
      targets: { kind: 'continuations', continuations: [' rarely.', ' very often.'] }
    }
  ]),
  {
    prefix: '<|im_start|>user\nAnswer as the people of Chile would.\n',
    suffix: ask('Do you sing?'),
    picture: null,
    ...letters()
  },
  { prefix: '', suffix: 'The answer is (', picture: null, ...letters() }
]);

function letters() {
  return { targets: { kind: 'letters', letters: LETTERS } };
}

test(
  'the software adapter is wrong with subgroups, is found out, and is right without',
  options,
  async ({ openApp }) => {
    const page = await openApp();
    const model = await load(page, 'tiny-llava', 'webgpu');
    assert.equal(model.device, 'webgpu');
    assert.match(model.adapter ?? '', /swiftshader/i);
    assert.deepEqual(
      model.refused.map(({ device, code }) => [device, code]),
      [['webgpu', 'self-check-failed']]
    );
    assert.equal(model.selfCheck.canaries, 2);
    assert.ok(model.selfCheck.maxError <= TOLERANCE, `self-check: ${model.selfCheck.maxError}`);
    // The first try was not a near miss but another model's answers.
    assert.ok(Number(model.refused[0]?.params.maxError) > 0.1, JSON.stringify(model.refused));
  }
);

test(
  'left to choose, the engine does not take a software adapter',
  options,
  async ({ openApp }) => {
    const model = await load(await openApp(), 'tiny-llava', 'auto');
    assert.equal(model.device, 'wasm');
    assert.deepEqual(
      model.refused.map(({ code }) => code),
      ['webgpu-software']
    );
  }
);

test(
  'WebGPU equals WASM, and prefix reuse equals the naive run on both',
  options,
  async ({ openApp }) => {
    const page = await openApp();
    const wasm = await scoresByRunner(page, 'tiny-llava', 'wasm', [
      'naive',
      'sequential',
      'packed'
    ]);
    const webgpu = await scoresByRunner(page, 'tiny-llava', 'webgpu', [
      'naive',
      'sequential',
      'packed'
    ]);
    assertLively(wasm.naive.logprobs);
    for (const scores of [wasm, webgpu]) assertReuse(scores);
    for (const [name, scores] of Object.entries({
      'WASM, sequential': wasm.sequential,
      'WASM, packed': wasm.packed,
      'WebGPU, naive': webgpu.naive,
      'WebGPU, sequential': webgpu.sequential,
      'WebGPU, packed': webgpu.packed
    })) {
      assertClose(scores, wasm.naive, `${name} against WASM, naive`);
    }
    assertClose(webgpu.packed, webgpu.naive, 'WebGPU, packed against naive');
    assertClose(webgpu.sequential, webgpu.naive, 'WebGPU, sequential against naive');
  }
);

test(
  'a free answer on WebGPU is the one of WASM, and leaves nothing behind',
  options,
  async ({ openApp }) => {
    const page = await openApp();
    /** @type {number[][]} */
    const answers = [];
    for (const device of /** @type {Device[]} */ (['wasm', 'webgpu'])) {
      const { chat } = await load(page, 'tiny-llava', device);
      const suffix = `Do you sing?${chat.user.close}${chat.assistant.open}`;
      const job = { prefix: `${chat.user.open}Hello.\n`, suffix, picture: null, maxTokens: 8 };
      const found = await page.evaluate(async (job) => {
        const naive = await window.engine.generate(job, { runner: 'naive' });
        const kept = await window.engine.generate(job);
        return { naive, kept, stats: await window.engine.stats() };
      }, job);
      assert.deepEqual(found.kept.ids, found.naive.ids, device);
      assert.equal(found.stats.liveTensors, 4 * found.stats.prefixes);
      answers.push(found.kept.ids);
    }
    assert.ok((answers[0]?.length ?? 0) > 2, `${answers[0]}`);
    assert.deepEqual(answers[1], answers[0]);
  }
);

test(
  'a model with nothing but the standard graph gives the same answers',
  options,
  async ({ page, openApp }) => {
    await page.context().route(`**/models/${STANDARD_ONLY}/manifest.json`, async (route) => {
      const manifest = JSON.parse(await readFile(`${TINY}/manifest.json`, 'utf8'));
      delete manifest.files['onnx/decoder_model_packed_quantized.onnx'];
      // Nobody says what its answers are, either.
      delete manifest.files['canaries.json'];
      await route.fulfill({ json: manifest });
    });
    await openApp();
    const packed = await scoresByRunner(page, 'tiny-llava', 'wasm', ['packed']);
    for (const device of /** @type {Device[]} */ (['wasm', 'webgpu'])) {
      const runners = /** @type {Runner[]} */ (['sequential', 'naive']);
      const { refused, selfCheck } = await load(page, STANDARD_ONLY, device);
      if (device === 'webgpu') {
        // Found out by its first layers, before the rest of the model was opened.
        assert.deepEqual(
          refused.map(({ code }) => code),
          ['beginning-differs']
        );
        assert.ok(Number(refused[0]?.params.maxError) > 0.5, JSON.stringify(refused));
        assert.ok(selfCheck.maxError < 1e-3, `${selfCheck.maxError}`);
      }
      const standard = await scoresByRunner(page, STANDARD_ONLY, device, runners);
      for (const runner of runners) {
        assertClose(standard[runner], packed.packed, `standard graph, ${device}, ${runner}`);
      }
    }
  }
);

/**
 * @param {Page} page
 * @param {string} model
 * @param {import('../../src/engine/engineApi.ts').DeviceChoice} device
 * @returns {Promise<LoadedModel>}
 */
function load(page, model, device) {
  return page.evaluate(
    ([name, on]) => window.engine.load({ model: name, device: on }, () => {}),
    /** @type {const} */ ([model, device])
  );
}

/**
 * Loads the model, whatever the page ran before, and scores all jobs with each runner.
 * @param {Page} page
 * @param {string} model
 * @param {Device} device
 * @param {Runner[]} runners
 * @returns {Promise<Record<Runner, Scored>>}
 */
async function scoresByRunner(page, model, device, runners) {
  const loaded = await load(page, model, device);
  assert.equal(loaded.device, device, JSON.stringify(loaded.refused));
  return page.evaluate(
    async ({ jobs, order, pictures }) => {
      const { engine } = window;
      for (const [index, picture] of Object.values(pictures).entries()) {
        await engine.addPicture(picture, await paint(index));
      }
      /** @type {Record<string, Scored>} */
      const result = {};
      for (const runner of order) {
        /** @type {number[][]} */
        const logprobs = [];
        const counters = await engine.score(
          jobs,
          (index, score) => void (logprobs[index] = score.logprobs),
          { runner }
        );
        result[runner] = { logprobs, counters };
      }
      return result;

      /** @param {number} index */
      function paint(index) {
        const canvas = new OffscreenCanvas(256, 256);
        const brush = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
        brush.fillStyle = index === 0 ? 'crimson' : 'gold';
        brush.fillRect(0, 0, 256, 256);
        brush.fillStyle = 'navy';
        for (let x = 0; index === 1 && x < 256; x += 24) brush.fillRect(x, 0, 12, 256);
        return canvas.convertToBlob({ type: 'image/png' });
      }
    },
    { jobs: JOBS, order: runners, pictures: PICTURES }
  );
}

/**
 * Without this the tests of equality could not fail: letters, pictures and early words must matter.
 * @param {number[][]} scores
 */
function assertLively(scores) {
  scores.forEach((logprobs) => {
    logprobs.forEach((a, i) =>
      logprobs.slice(i + 1).forEach((b) => assert.ok(Math.abs(a - b) > 0.01, `${a} and ${b}`))
    );
  });
  const half = JOBS.findIndex(({ picture }) => picture === PICTURES.striped);
  for (let job = 0; job < half; job++) {
    const [one, other] = [scores[job] ?? [], scores[job + half] ?? []];
    assert.ok(largestDifference(one, other) > 0.1, 'another picture moves the answer');
  }
}

/**
 * Were the runners what their names say?
 * @param {Record<Runner, Scored>} scores
 */
function assertReuse({ naive, sequential, packed }) {
  const withPicture = JOBS.filter(({ picture }) => picture !== null).length;
  assert.ok(naive.counters.encoderRuns >= withPicture, 'naive encodes the picture every time');
  const encoded = sequential.counters.encoderRuns + packed.counters.encoderRuns;
  assert.equal(encoded, Object.keys(PICTURES).length, 'reuse encodes each picture once');
  assert.ok(sequential.counters.prefillTokens < naive.counters.prefillTokens);
  assert.ok(packed.counters.decoderCalls < sequential.counters.decoderCalls);
}

/** @param {readonly number[]} a @param {readonly number[]} b */
function largestDifference(a, b) {
  assert.equal(a.length, b.length);
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN))));
}

/**
 * @param {Scored} found
 * @param {Scored} expected
 * @param {string} what
 */
function assertClose(found, expected, what) {
  assert.equal(found.logprobs.length, JOBS.length, what);
  const errors = found.logprobs.map((logprobs, job) =>
    largestDifference(logprobs, expected.logprobs[job] ?? [])
  );
  console.log(`${what}: ${Math.max(...errors).toExponential(1)}`);
  errors.forEach((error, job) => assert.ok(error <= TOLERANCE, `${what}, job ${job}: ${error}`));
}
