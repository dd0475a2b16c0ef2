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

before(async () => {
  const { buildTinyModel, json, manifest } =
    /** @type {typeof import('../tiny-model/build.ts')} */ (
      await importTs('test/tiny-model/build.ts')
    );
  await rm(FOLDER, { recursive: true, force: true });
  const sound = /** @type {{ change: (files: Files) => void }} */ ({ change: () => undefined });
  for (const [name, { change }] of Object.entries({ sound, ...STUCK })) {
    const files = buildTinyModel();
    files.delete('manifest.json');
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
