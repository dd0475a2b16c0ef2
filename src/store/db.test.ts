import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { unknown } from 'valibot';
import type { PromptScore } from '../core/answers/types.ts';
import type { Store } from './store.ts';
import type { StoredOwnData, StoredPicture } from './storeApi.ts';
import { openStore } from './db.ts';
import { memoryStore } from './memory.ts';

const hashOf = (n: number): string => n.toString(16).padStart(64, '0');
const score = (value: number): PromptScore => ({
  logprobs: [-value, -2 * value],
  tokens: [1, 2],
  prefillTokens: 3.5,
  ms: 7
});
const picture = (id: string, addedAt: number): StoredPicture => ({
  id,
  name: `${id}.png`,
  type: 'image/png',
  width: 2,
  height: 3,
  file: new Blob(['bytes of ' + id], { type: 'image/png' }),
  addedAt
});

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => vi.unstubAllGlobals());

const kinds: [string, () => Promise<Store>][] = [
  ['IndexedDB', () => openStore()],
  ['memory', async () => memoryStore()]
];

describe.each(kinds)('a store in %s', (_kind, open) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  test('gives known scores by key and leaves out the others', async () => {
    await store.answers.put([1, 2].map((n) => ({ key: hashOf(n), score: score(n) })));
    const found = await store.answers.get([hashOf(2), hashOf(3), hashOf(1)]);
    expect([...found]).toEqual([
      [hashOf(2), score(2)],
      [hashOf(1), score(1)]
    ]);
  });

  test('keeps the first score of a key, within one put and across two', async () => {
    await store.answers.put([
      { key: hashOf(1), score: score(1) },
      { key: hashOf(1), score: score(5) }
    ]);
    await store.answers.put([{ key: hashOf(1), score: score(9) }]);
    expect((await store.answers.get([hashOf(1)])).get(hashOf(1))).toEqual(score(1));
    expect(await store.answers.count()).toBe(1);
  });

  test('takes an empty put and clears', async () => {
    await store.answers.put([]);
    await store.answers.put([{ key: hashOf(1), score: score(1) }]);
    await store.answers.clear();
    expect(await store.answers.count()).toBe(0);
    expect(await store.answers.get([])).toEqual(new Map());
  });

  test('keeps pictures with their bytes, oldest first', async () => {
    await store.pictures.put(picture('late', 20));
    await store.pictures.put(picture('early', 10));
    expect((await store.pictures.list()).map(({ id }) => id)).toEqual(['early', 'late']);
    expect(await (await store.pictures.get('late'))?.file.text()).toBe('bytes of late');
    await store.pictures.remove('late');
    expect(await store.pictures.get('late')).toBeUndefined();
  });

  test('keeps own data with its file; the same id again replaces it', async () => {
    const item = (name: string): StoredOwnData => ({
      id: 'own-1',
      kind: 'survey',
      name,
      hash: hashOf(1),
      file: new Blob(['{"a":1}']),
      addedAt: 5
    });
    await store.ownData.put(item('before'));
    await store.ownData.put(item('after'));
    expect((await store.ownData.list()).map(({ name }) => name)).toEqual(['after']);
    expect(await (await store.ownData.get('own-1'))?.file.text()).toBe('{"a":1}');
    await store.ownData.remove('own-1');
    expect(await store.ownData.list()).toEqual([]);
  });

  test('keeps documents as they were when put', async () => {
    const settings = { theme: 'dark', sets: [1, 2] };
    await store.documents.put('settings', settings);
    settings.sets.push(3);
    expect(await store.documents.get('settings', unknown())).toEqual({
      theme: 'dark',
      sets: [1, 2]
    });
    await store.documents.remove('settings');
    expect(await store.documents.get('settings', unknown())).toBeUndefined();
  });
});

test('what was put is there after closing and opening again', async () => {
  const first = await openStore();
  expect(first).toMatchObject({ persistent: true, problem: null });
  await first.answers.put([{ key: hashOf(1), score: score(1) }]);
  await first.pictures.put(picture('flag', 1));
  first.close();
  const second = await openStore();
  expect(await second.answers.count()).toBe(1);
  expect((await second.pictures.list()).map(({ name }) => name)).toEqual(['flag.png']);
  second.close();
});

test('ten thousand scores go in with one put and come back with one get', async () => {
  const store = await openStore();
  const entries = Array.from({ length: 10_000 }, (_, n) => ({ key: hashOf(n), score: score(n) }));
  await store.answers.put(entries);
  const found = await store.answers.get(entries.map(({ key }) => key));
  expect(found.size).toBe(10_000);
  expect(found.get(hashOf(9_999))).toEqual(score(9_999));
  store.close();
});
