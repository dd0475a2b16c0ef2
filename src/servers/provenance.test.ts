import { expect, test } from 'vitest';
import type { Served } from '../core/answers/served.ts';
import { isServedName } from '../core/answers/served.ts';
import { loadedFrom, servedHash, servedName } from './provenance.ts';

const probe = { raw: true, continues: true, letters: 13, batch: 0.001, pictures: null };
const served: Served = {
  dialect: 'vllm',
  server: 'vLLM',
  version: '0.32.0',
  modelId: 'HuggingFaceTB/SmolLM2-135M-Instruct',
  revision: null,
  quantisation: null,
  template: null,
  probe,
  settings: { max_model_len: '2048' }
};

test.each([
  ['HuggingFaceTB/SmolLM2-135M-Instruct', 'served-vllm-HuggingFaceTB-SmolLM2-135M-Instruct'],
  ['qwen2.5:7b', 'served-vllm-qwen2.5-7b'],
  ['../../etc/passwd', 'served-vllm-..-..-etc-passwd'],
  ['模型', 'served-vllm-model']
])('%s is named %s', (modelId, name) => {
  expect(servedName({ ...served, modelId })).toBe(name);
  expect(isServedName(name)).toBe(true);
});

test('no model of the page is taken for a served one', () => {
  expect(isServedName('pocket-llava')).toBe(false);
});

test('the hash is of the server and its way to answer, not of figures or the order of fields', async () => {
  const hash = await servedHash(served);
  const turned = Object.fromEntries(Object.entries(served).reverse()) as Served;
  expect(await servedHash(turned)).toBe(hash);
  expect(await servedHash({ ...served, probe: { ...probe, batch: 0.05, letters: 12 } })).toBe(hash);
  const others: Partial<Served>[] = [
    { version: '0.32.1' },
    { modelId: 'other' },
    { quantisation: 'Q4_K_M' },
    { settings: {} },
    { probe: { ...probe, raw: false } },
    { probe: null }
  ];
  const hashes = await Promise.all(others.map((other) => servedHash({ ...served, ...other })));
  expect(new Set([hash, ...hashes]).size).toBe(others.length + 1);
});

test('a served model is described as a loaded one', async () => {
  const loaded = await loadedFrom({ served, pictures: false });
  expect(loaded).toMatchObject({
    device: 'server',
    adapter: 'vLLM 0.32.0',
    threads: 0,
    wordsOnly: true,
    dtype: 'unknown',
    selfCheck: { maxError: 0.001 },
    served
  });
  expect((await loadedFrom({ served, pictures: true })).wordsOnly).toBeUndefined();
});
