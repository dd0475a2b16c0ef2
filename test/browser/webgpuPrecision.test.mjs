/** A precision is refused as a device is: with its figures, and the next one is tried. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { importTs } from '../../scripts/importTs.mjs';
import { buildBarePage } from './barePage.mjs';
import { beforeEngine } from './workerPrelude.mjs';

process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

const { buildTwoPrecisions } = /** @type {typeof import('../tiny-model/twoPrecisions.ts')} */ (
  await importTs('test/tiny-model/twoPrecisions.ts')
);
const folder = await mkdtemp(join(tmpdir(), 'valueshift-precisions-'));
after(() => rm(folder, { recursive: true }));
for (const [name, wrong] of /** @type {const} */ ([
  ['tiny-sound', false],
  ['tiny-wrong', true]
])) {
  for (const [path, bytes] of buildTwoPrecisions(wrong)) {
    const target = join(folder, name, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
  }
}
const options = {
  webgpu: true,
  mounts: { '/ort/': 'node_modules/onnxruntime-web/dist', '/models/': folder }
};

/** The software adapter computes in 32 bits only; here it says otherwise. */
function pretendHalves() {
  const { prototype } = GPUAdapter;
  const own = /** @type {PropertyDescriptor} */ (
    Object.getOwnPropertyDescriptor(prototype, 'features')
  );
  const real = (/** @type {GPUAdapter} */ adapter) =>
    /** @type {GPUSupportedFeatures} */ (own.get?.call(adapter));
  Object.defineProperty(prototype, 'features', {
    ...own,
    get() {
      return new Set([...real(this), 'shader-f16']);
    }
  });
  const { requestDevice } = prototype;
  prototype.requestDevice = function (wanted = {}) {
    const requiredFeatures = [...(wanted.requiredFeatures ?? [])].filter((feature) =>
      real(this).has(feature)
    );
    return requestDevice.call(this, { ...wanted, requiredFeatures });
  };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} model
 */
const load = (page, model) =>
  page.evaluate((name) => window.engine.load({ model: name, device: 'webgpu' }, () => {}), model);

/** @param {readonly string[]} requests @param {string} suffix */
const fetched = (requests, suffix) => requests.filter((url) => url.includes(`${suffix}.onnx`));

test(
  'half-precision files with wrong answers are refused, and the same GPU takes the next precision',
  options,
  async ({ context, openApp, requests }) => {
    await beforeEngine(context, pretendHalves);
    const model = await load(await openApp(), 'tiny-wrong');
    // Each with and without subgroups: this adapter is wrong with them (webgpu.test.mjs).
    assert.deepEqual(
      model.refused.map(({ device, dtype, code }) => [device, dtype, code]),
      ['fp16', 'fp16', 'q8'].map((dtype) => ['webgpu', dtype, 'self-check-failed'])
    );
    for (const { params } of model.refused) {
      assert.ok(Number(params.maxError) > 0.1, JSON.stringify(params));
      assert.equal(params.tolerance, 1e-3);
    }
    assert.deepEqual([model.device, model.dtype], ['webgpu', 'q8']);
    assert.ok(model.selfCheck.maxError <= 1e-3, `self-check: ${model.selfCheck.maxError}`);
    assert.equal(fetched(requests, 'decoder_model_packed_fp16').length, 1);
    assert.equal(fetched(requests, 'decoder_model_packed_quantized').length, 1);
  }
);

test(
  'half-precision files with right answers are taken, and no others are fetched',
  options,
  async ({ context, openApp, requests }) => {
    await beforeEngine(context, pretendHalves);
    const model = await load(await openApp(), 'tiny-sound');
    assert.deepEqual([model.device, model.dtype], ['webgpu', 'fp16']);
    assert.deepEqual(
      model.refused.map(({ device, dtype }) => [device, dtype]),
      [['webgpu', 'fp16']]
    );
    assert.equal(fetched(requests, 'decoder_model_packed_fp16').length, 1);
    assert.deepEqual(fetched(requests, '_quantized'), []);
  }
);

test(
  'an adapter without half precision is not asked for it',
  options,
  async ({ openApp, requests }) => {
    const model = await load(await openApp(), 'tiny-wrong');
    assert.deepEqual([model.device, model.dtype], ['webgpu', 'q8']);
    assert.deepEqual(fetched(requests, '_fp16'), []);
  }
);
