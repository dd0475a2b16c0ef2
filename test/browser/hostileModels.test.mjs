/** Models that mean harm, or came to harm: each is refused in one sentence, and the next one loads. */
import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { before } from 'node:test';
import { importTs } from '../../scripts/importTs.mjs';
import { buildBarePage } from './barePage.mjs';

process.env.VALUESHIFT_DIST = await buildBarePage('engine-page');
const { test } = await import('./harness.mjs');

/** @typedef {Map<string, Uint8Array>} Files */
const onnx = /** @type {typeof import('../../src/core/onnx/model.ts')} */ (
  await importTs('src/core/onnx/model.ts')
);
const FOLDER = 'test/output/hostile-models';
const options = {
  mounts: {
    '/ort/': 'node_modules/onnxruntime-web/dist',
    '/models/': FOLDER
  }
};

/** What is changed about the tiny model, and what is said then. */
/** @type {Record<string, { change: (files: Files) => void, code: string, file?: string }>} */
const STUCK = {
  'template-in-circles': {
    change: inJson('tokenizer_config.json', (config) => {
      const round = '{% for a in range(99999) %}{% for b in range(99999) %}';
      config.chat_template = `${round}{% endfor %}{% endfor %}${config.chat_template}`;
    }),
    code: 'stalled-template',
    file: 'tokenizer_config.json'
  },
  'rule-without-end': {
    change: inJson('tokenizer.json', (tokenizer) => {
      const split = { type: 'Split', pattern: { Regex: '(?:a+)+$' }, behavior: 'Isolated' };
      const own = tokenizer.pre_tokenizer;
      tokenizer.pre_tokenizer = {
        type: 'Sequence',
        pretokenizers: [{ ...split, invert: false }, own]
      };
    }),
    code: 'stalled-tokenizer',
    file: 'tokenizer.json'
  }
};

const DECODER = 'onnx/decoder_model_packed_quantized.onnx';
const STANDARD = 'onnx/decoder_model_merged_quantized.onnx';
const ENCODER = 'onnx/vision_encoder_quantized.onnx';
const PREPROCESSOR = 'preprocessor_config.json';
const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n';

/** @type {Record<string, { change: (files: Files) => void, code: string, file?: string }>} */
const REFUSED = {
  'pixels-100000': setting(PREPROCESSOR, 'size', 1e5),
  'pixels-0': setting(PREPROCESSOR, 'crop_size', { height: 0, width: 0 }),
  'pixels-negative': setting(PREPROCESSOR, 'size', { shortest_edge: -256 }),
  'pixels-text': setting(PREPROCESSOR, 'size', '256'),
  'tokens-1e9': setting('config.json', 'image_seq_length', 1e9),
  'patch-tiny': setting('processor_config.json', 'patch_size', 0.001),
  'config-list': { change: text('config.json', '[]'), code: 'model-type' },
  'config-cut': {
    change: text('config.json', '{"model_type": "lla'),
    code: 'model-json',
    file: 'config.json'
  },
  'tokenizer-cut': {
    change: cut('tokenizer.json'),
    code: 'tokenizer-unreadable',
    file: 'tokenizer.json'
  },
  'tokenizer-list': {
    change: text('tokenizer.json', '[]'),
    code: 'tokenizer-unreadable',
    file: 'tokenizer.json'
  },
  'tokens-beyond-any-table': {
    change: inJson('tokenizer.json', ({ model }) => {
      for (const word of Object.keys(model.vocab)) model.vocab[word] += 1e9;
    }),
    code: 'model-config',
    file: 'tokenizer.json'
  },
  'graph-cut': { change: cut(ENCODER), code: 'graph-damaged', file: ENCODER },
  'graph-empty': { change: text(ENCODER, ''), code: 'model-file-empty', file: ENCODER },
  'graph-page': {
    change: text(ENCODER, '<!doctype html><p>Sign in'),
    code: 'model-file-page',
    file: ENCODER
  },
  'graph-pointer': { change: text(DECODER, POINTER), code: 'model-file-pointer', file: DECODER },
  'packed-cut': { change: cut(DECODER), code: 'onnx-malformed', file: DECODER },
  'standard-cut': {
    change: (files) => (files.delete(DECODER), cut(STANDARD)(files)),
    code: 'graph-damaged',
    file: STANDARD
  },
  'weights-cut': { change: cut(`${STANDARD}_data`), code: 'graph-data', file: DECODER },
  'weights-missing': {
    change: (files) => files.delete(`${STANDARD}_data_1`),
    code: 'graph-data',
    file: DECODER
  },
  'operator-unknown': {
    change: inGraph(ENCODER, (graph) => (graph.graph.node[0].opType = 'NoSuch')),
    code: 'graph-operator',
    file: ENCODER
  },
  'opset-99': {
    change: inGraph(ENCODER, (graph) => (graph.opsetImport[0].version = 99)),
    code: 'graph-version',
    file: ENCODER
  },
  'input-nowhere': {
    change: inGraph(ENCODER, (graph) => (graph.graph.node[1].input[0] = 'nowhere')),
    code: 'graph-invalid',
    file: ENCODER
  }
};

/** Odd, and no reason not to load. */
/** @type {Record<string, { change: (files: Files) => void }>} */
const LOADED = {
  'layers-1e9': {
    change: inJson('config.json', ({ text_config }) => (text_config.num_hidden_layers = 1e9))
  },
  'without-canaries': { change: (files) => files.delete('canaries.json') }
};

before(async () => {
  const { buildTinyModel, json, manifest } =
    /** @type {typeof import('../tiny-model/build.ts')} */ (
      await importTs('test/tiny-model/build.ts')
    );
  await rm(FOLDER, { recursive: true, force: true });
  const tiny = buildTinyModel();
  tiny.delete('manifest.json');
  const sound = /** @type {{ change: (files: Files) => void }} */ ({ change: () => undefined });
  for (const [name, { change }] of Object.entries({ sound, ...STUCK, ...REFUSED, ...LOADED })) {
    const files = new Map(tiny);
    change(files);
    files.set('manifest.json', json(manifest(files)));
    for (const [path, bytes] of files) {
      await mkdir(dirname(`${FOLDER}/${name}/${path}`), { recursive: true });
      await writeFile(`${FOLDER}/${name}/${path}`, bytes);
    }
  }
});

test('a stage of a load that comes to no end is ended, and named', options, async ({ openApp }) => {
  const page = await openApp();
  for (const [model, { code, file }] of Object.entries(STUCK)) {
    const { fault, ms, late } = await page.evaluate(loadHostile, model);
    console.log(
      `${model}: ${fault?.code} after ${ms.toFixed(0)} ms, page late by ${late.toFixed(0)} ms`
    );
    assert.equal(fault?.code, code, JSON.stringify(fault));
    assert.equal(fault?.params.file, file);
    assert.equal(fault?.params.model, model);
    const next = await page.evaluate(loadHostile, 'sound');
    assert.equal(next.fault, null);
  }
});

test('a load that is stuck can be cancelled', options, async ({ openApp }) => {
  const page = await openApp();
  const fault = await page.evaluate(async () => {
    const loading = window.fault(
      window.engine.load({ model: 'rule-without-end', device: 'wasm', threads: 1 }, ({ phase }) => {
        if (phase === 'tokenizer') void window.engine.cancelLoad();
      })
    );
    // Asked meanwhile, it waits for a fresh worker, and is answered there.
    const next = window.engine.load(
      { model: 'sound', device: 'wasm', threads: 1 },
      () => undefined
    );
    return [await loading, (await next).model];
  });
  assert.deepEqual(fault, [{ code: 'cancelled', params: {} }, 'sound']);
});

test(
  'damaged files and senseless settings are refused in one sentence',
  options,
  async ({ openApp }) => {
    const page = await openApp();
    for (const [model, { code, file }] of Object.entries(REFUSED)) {
      const { fault, ms } = await page.evaluate(loadHostile, model);
      console.log(`${model}: ${ms.toFixed(0)} ms, ${JSON.stringify(fault)}`);
      assert.equal(fault?.code, code, model);
      if (file) assert.equal(fault?.params.file, file, model);
      if (/^graph-|^tokenizer/.test(code)) assert.ok(fault?.params.details, model);
    }
    for (const model of [...Object.keys(LOADED), 'sound']) {
      const { fault } = await page.evaluate(loadHostile, model);
      assert.equal(fault, null, `${model}: ${JSON.stringify(fault)}`);
    }
  }
);

/** In the page: what a load ends with, and how long the page was ever busy meanwhile. @param {string} model */
async function loadHostile(model) {
  const began = performance.now();
  let [late, last] = [0, began];
  const timer = setInterval(() => {
    late = Math.max(late, performance.now() - last - 20);
    last = performance.now();
  }, 20);
  const fault = await window.fault(
    window.engine.load({ model, device: 'wasm', threads: 1 }, () => undefined)
  );
  clearInterval(timer);
  return { fault, ms: performance.now() - began, late };
}

/**
 * @param {string} file
 * @param {(content: any) => void} change
 * @returns {(files: Files) => void}
 */
function inJson(file, change) {
  return (files) => {
    const content = JSON.parse(new TextDecoder().decode(files.get(file)));
    change(content);
    files.set(file, new TextEncoder().encode(JSON.stringify(content)));
  };
}

/**
 * A setting of the model that no model has.
 * @param {string} file
 * @param {string} name
 * @param {unknown} value
 */
function setting(file, name, value) {
  return { change: inJson(file, (content) => (content[name] = value)), code: 'model-config', file };
}

/**
 * @param {string} file
 * @param {string} content
 * @returns {(files: Files) => void}
 */
function text(file, content) {
  return (files) => files.set(file, new TextEncoder().encode(content));
}

/**
 * @param {string} file
 * @returns {(files: Files) => void}
 */
function cut(file) {
  return (files) => {
    const bytes = /** @type {Uint8Array} */ (files.get(file));
    files.set(file, bytes.slice(0, bytes.length / 2));
  };
}

/**
 * @param {string} file
 * @param {(model: any) => void} change
 * @returns {(files: Files) => void}
 */
function inGraph(file, change) {
  return (files) => {
    const model = onnx.readModel(/** @type {Uint8Array} */ (files.get(file)), file);
    change(model);
    files.set(file, onnx.writeModel(model).slice());
  };
}
