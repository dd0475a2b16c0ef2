import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { unknown } from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from './db.ts';
import { storedBytesOf, WholeStores } from './wholeStores.ts';

const key = (n: number) => n.toString(16).padStart(64, '0');
const score = { logprobs: [-1, -2], tokens: [1, 1], prefillTokens: 1, ms: 1 };
const answers = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ key: key(n), score }));

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

describe('the object stores as they are', () => {
  it('where nothing was ever kept, nothing is made', async () => {
    const whole = new WholeStores();
    expect(await whole.measure()).toEqual(new Map());
    expect((await whole.take(['answers'])).count).toBe(0);
    const store = await openStore();
    await store.answers.put(answers(1));
    expect(await store.answers.count()).toBe(1);
  });

  it('are counted and measured, also beyond what is looked at', async () => {
    const store = await openStore();
    await store.answers.put(answers(1500));
    const found = (await new WholeStores().measure()).get('answers');
    expect(found).toEqual({ count: 1500, bytes: 1500 * (16 + 2 * 12) });
  });

  it('are read piece by piece, each entry once', async () => {
    const store = await openStore();
    await store.answers.put(answers(1201));
    const sizes: number[] = [];
    for await (const part of new WholeStores().entries('answers')) sizes.push(part.length);
    expect(sizes).toEqual([500, 500, 201]);
  });

  it('are emptied and come back as they were; what was written since stays', async () => {
    const store = await openStore();
    await store.answers.put(answers(3));
    await store.documents.put('lab', { n: 1 });
    await store.documents.put('other', { n: 2 });
    const taken = await new WholeStores().take(['answers', 'documents', 'never']);
    expect(taken.count).toBe(5);
    expect(await store.answers.count()).toBe(0);
    expect(await store.documents.get('lab', unknown())).toBeUndefined();
    await store.documents.put('lab', { n: 3 });
    await taken.putBack();
    expect((await store.answers.get([key(2)])).get(key(2))).toEqual(score);
    expect(await store.documents.get('lab', unknown())).toEqual({ n: 3 });
    expect(await store.documents.get('other', unknown())).toEqual({ n: 2 });
  });

  it('an open list holds no newer version of the app up', async () => {
    const store = await openStore();
    await new WholeStores().measure();
    store.close();
    await new Promise<void>((done, fail) => {
      const request = indexedDB.open('valueshift', 99);
      request.onblocked = () => fail(new Error('blocked'));
      request.onsuccess = () => done();
    });
  });
});

it('sizes count files, numbers and text', () => {
  expect(storedBytesOf(new Blob(['abc']))).toBe(3);
  expect(storedBytesOf({ a: new Float64Array(2), b: 'xy' })).toBe(1 + 16 + 1 + 4);
  expect(storedBytesOf([1, null, 'a'])).toBe(8 + 8 + 2);
});
