import { expect, it } from 'vitest';
import { canariesOf } from './selfCheck.ts';

const canary = (picture: string | null) => ({
  ...{ prefix: '', suffix: 'a', picture },
  targets: { kind: 'letters', letters: ['A'] },
  logprobs: [-1]
});
const filesWith = (pictures: (string | null)[]) => {
  const content = { tolerance: { webgpu: 1, wasm: 1 }, cases: pictures.map(canary) };
  return new Map([['canaries.json', new TextEncoder().encode(JSON.stringify(content))]]);
};
const keeping = (...names: string[]) => ({
  hash: '',
  files: new Map(names.map((name) => [name, { bytes: 1, sha256: '' }]))
});

it('canaries whose pictures were not kept with the model are none: it is proven otherwise', async () => {
  const files = filesWith([null, 'canary.png']);
  expect(await canariesOf('m', files, keeping('canaries.json'))).toBe(null);
  expect(await canariesOf('m', files, keeping('canaries.json', 'canary.png'))).not.toBe(null);
  // A folder of the app's own is whole: what is missing there is a fault to be told.
  expect(await canariesOf('m', files, null)).not.toBe(null);
  expect(await canariesOf('m', filesWith([null]), keeping('canaries.json'))).not.toBe(null);
  expect(await canariesOf('m', new Map(), keeping())).toBe(null);
});
