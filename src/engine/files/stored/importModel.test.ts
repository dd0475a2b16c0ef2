import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { POCKET_MANIFEST, POCKET_MODEL } from '../../../core/study/pocketModel.ts';
import { planImport } from './importModel.ts';
import type { ModelStore, StoredModelEntry } from './modelStore.ts';
import { filesOfManifest } from './record.ts';
import type { Source } from './sources.ts';

const bundled = readFileSync('models/pocket-llava/manifest.json', 'utf8');
const config = '{"model_type": "llava"}';

/** A folder with this manifest and all that it lists. */
function folder(name: string, manifest: string): Source {
  const sizes = filesOfManifest(manifest, 'manifest.json').map(
    ({ path, bytes }) => [path, bytes] as const
  );
  return {
    ...{ kind: 'folder', name, sizes: new Map(sizes), read: async () => undefined },
    texts: new Map([
      ['manifest.json', manifest],
      ['config.json', config]
    ])
  };
}

const withModels = (...entries: Partial<StoredModelEntry>[]) =>
  ({ list: async () => entries }) as unknown as ModelStore;
const nameOf = async (source: Source, models = withModels()) =>
  (await planImport(source, models, 1)).record.model;

const foreign = JSON.stringify({
  files: { 'config.json': { bytes: config.length, sha256: 'a'.repeat(64) } }
});

it('the bundled model is known by its manifest', () => {
  expect(createHash('sha256').update(bundled).digest('hex')).toBe(POCKET_MANIFEST);
});

it('the bundled model may be brought in under its name, another never', async () => {
  expect(await nameOf(folder('Pocket-LLaVA', bundled))).toBe(POCKET_MODEL);
  expect(await nameOf(folder('pocket-llava', foreign))).toBe('pocket-llava-2');
  expect(await nameOf(folder('mine', foreign))).toBe('mine');
});

it('another of the same name gets a number, the same is told to be there', async () => {
  const record = { model: 'mine', manifest: bundled, title: 'mine' } as StoredModelEntry['record'];
  const models = withModels({ complete: true, record });
  expect(await nameOf(folder('mine', foreign), models)).toBe('mine-2');
  await expect(nameOf(folder('mine', bundled), models)).rejects.toMatchObject({
    code: 'model-already-stored'
  });
});
