import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { billOfMaterials, licencesText } from './bom.mjs';
import { shippedData, shippedPackages } from './components.mjs';

const PROJECT = { name: 'valueshift', version: '0.1.0', license: 'MIT', description: 'x' };

test('a package comes with its version, licence, archive and text', async () => {
  const [found, ...rest] = await shippedPackages(['node_modules/svelte']);
  expect(rest.length).toBeGreaterThan(0);
  const svelte = [found, ...rest].find((each) => each?.name === 'svelte');
  const { components } = billOfMaterials(PROJECT, svelte ? [svelte] : []);
  const { version } = JSON.parse(await readFile('node_modules/svelte/package.json', 'utf8'));
  expect(components).toMatchObject([
    {
      type: 'library',
      'bom-ref': `pkg:npm/svelte@${version}`,
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[\da-f]{128}$/) }]
    }
  ]);
  expect(svelte?.text).toContain('Permission is hereby granted');
});

test('what the runtime carries inside is named as well, and nothing of empty packages', async () => {
  const names = (await shippedPackages(['node_modules/@huggingface/transformers'])).map(
    ({ name }) => name
  );
  for (const name of ['@huggingface/jinja', 'onnxruntime-web', 'onnxruntime-common', 'long'])
    expect(names).toContain(name);
  for (const name of ['sharp', 'onnxruntime-node', 'empty-npm-package', 'acorn'])
    expect(names).not.toContain(name);
});

test('so are the model, the figures and the pictures, each under its own terms', async () => {
  const data = await shippedData();
  expect(data.every(({ text }) => text.length > 40)).toBe(true);
  const { components } = billOfMaterials(PROJECT, data);
  expect(components.map(({ type, licenses }) => [type, licenses[0]])).toEqual([
    ['machine-learning-model', { license: { id: 'Apache-2.0' } }],
    ['data', { license: { name: 'Non-commercial use, with citation' } }],
    ['data', { expression: 'MIT AND Apache-2.0 AND CC-BY-4.0 AND CC0-1.0' }],
    ['data', { license: { name: 'Public domain' } }]
  ]);
  expect(licencesText('Ours', data)).toContain('pocket-llava 1 (Apache-2.0)');
});

test('the same sources give the same bytes', async () => {
  const once = async () =>
    JSON.stringify(billOfMaterials(PROJECT, await shippedPackages(['node_modules/fflate'])));
  expect(await once()).toBe(await once());
});
