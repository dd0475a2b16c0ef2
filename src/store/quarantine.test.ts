import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { literal, object } from 'valibot';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../core/errors.ts';
import { testStudyRecord } from './fixtures/studyRecord.ts';
import { openStore } from './db.ts';
import type { Store } from './store.ts';

let store: Store;

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = await openStore();
});
afterEach(() => {
  store.close();
  vi.unstubAllGlobals();
});

/** As a browser's tools do it, behind the store's back. */
function tamper(name: string, value: unknown, key?: IDBValidKey): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('valueshift');
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(name, 'readwrite');
      transaction.objectStore(name).put(value, key);
      transaction.oncomplete = () => resolve(opening.result.close());
      transaction.onerror = () => reject(transaction.error);
    };
  });
}

const picture = (id: string, name: unknown = id) => ({
  ...{ id, name, type: 'image/png', width: 1, height: 1, file: new Blob([id]), addedAt: 0 }
});
const setting = object({ version: literal(1), theme: literal('dark') });

it('leaves out what does not fit, works with the rest, and says what is wrong with it', async () => {
  const { studies, pictures, ownData, unreadable } = store;
  await studies.put(testStudyRecord('good'));
  await tamper('studies', { ...testStudyRecord('bad'), study: { name: 'Mine', models: 5 } });
  await tamper('studies', { ...testStudyRecord('worse'), runs: null });
  await tamper('pictures', picture('p'));
  await tamper('pictures', picture('q', { toString: 1 }));
  await tamper('ownData', { ...picture('own'), kind: 'survey', hash: 5 });

  expect((await studies.list()).map(({ id }) => id)).toEqual(['good']);
  await expect(studies.get('bad')).rejects.toMatchObject({ code: 'study-unreadable' });
  await expect(studies.update('bad', (same) => same)).rejects.toThrow(AppError);
  expect((await pictures.list()).map(({ id }) => id)).toEqual(['p']);
  expect(await pictures.get('q')).toBeUndefined();
  expect(await ownData.list()).toEqual([]);

  const found = await unreadable.list();
  expect(found.map((each) => [each.store, each.name, each.where])).toEqual([
    ['studies', 'Mine', expect.stringMatching(/^study/)],
    ['studies', 'worse', 'runs'],
    ['pictures', 'q', 'name'],
    ['ownData', 'own', 'hash']
  ]);
  const [first] = found;
  const file = JSON.parse((await (await unreadable.file(first!))?.text()) ?? '');
  expect(file).toMatchObject({ store: 'studies', key: 'bad', value: { study: { models: 5 } } });
  // It stays until a person removes it.
  expect(await unreadable.list()).toHaveLength(4);
  await unreadable.remove(first!);
  expect(await unreadable.list()).toHaveLength(3);
});

it('answers and gates of a study that do not fit are missing, and nothing throws', async () => {
  const segment = {
    ...{ study: 's', questions: 'q'.repeat(32), layouts: [{ readout: 'text', options: 1 }] },
    ...{ layout: Uint16Array.of(0), values: Float64Array.of(-1, 2, -3) }
  };
  await tamper('studySegments', { ...segment, id: 'good' });
  await tamper('studySegments', { ...segment, id: 'short', values: Float64Array.of(-1) });
  await tamper('studySegments', { ...segment, id: 'text', questions: 'q' });
  await tamper('studySegments', { ...segment, id: 'none', layouts: [] });
  await tamper('studyGates', { study: 's', id: 'g', picture: '', sums: [NaN], tokens: [1] });
  await tamper('answers', new ArrayBuffer(3), 'k');
  expect((await store.studies.segments('s')).map(({ id }) => id)).toEqual(['good']);
  expect(await store.studies.gates('s')).toEqual([]);
  expect((await store.answers.get(['k'])).size).toBe(0);
  const score = { prefillTokens: 1, ms: 1, logprobs: [-1], tokens: [1] };
  await store.answers.put([{ key: 'k', score }]);
  expect((await store.answers.get(['k'])).get('k')).toEqual(score);
  expect((await store.unreadable.list()).map(({ key }) => JSON.parse(key))).toEqual([
    ...['none', 'short', 'text'].map((id) => ['s', id]),
    ['s', 'g', '']
  ]);
});

it('a document that cannot be read is kept aside when another takes its place', async () => {
  await tamper('documents', { version: 7 }, 'setting');
  expect(await store.documents.get('setting', setting)).toBeUndefined();
  expect(await store.unreadable.list()).toMatchObject([{ name: 'setting', where: 'version' }]);
  await store.documents.put('setting', { version: 1, theme: 'dark' });
  expect(await store.documents.get('setting', setting)).toEqual({ version: 1, theme: 'dark' });
  const [aside] = await store.unreadable.list();
  expect(aside).toMatchObject({ store: 'documents', name: 'setting' });
  const text = await (await store.unreadable.file(aside!))?.text();
  expect(JSON.parse(text ?? '').value).toEqual({ version: 7 });
});

it('a purge takes no picture away while a study cannot be read', async () => {
  await store.studies.putPictures([picture('p') as never]);
  await tamper('studies', { ...testStudyRecord('bad'), study: null });
  await store.studies.purge(Date.now());
  expect(await store.studies.picture('p')).toBeDefined();
});

it('whatever is put in place of an entry, reading throws nothing but an AppError', async () => {
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(NaN, new Date(0), 5n));
  await fc.assert(
    fc.asyncProperty(
      anything,
      fc.constantFrom('study', 'runs', 'updatedAt', 'plans'),
      async (value, field) => {
        await tamper('studies', { ...testStudyRecord('x'), [field]: value });
        const { studies, unreadable } = store;
        for (const read of [
          studies.list(),
          studies.get('x'),
          studies.purge(0),
          unreadable.list()
        ]) {
          const fault = await (read as Promise<unknown>).then(
            () => null,
            (thrown: unknown) => thrown
          );
          if (fault !== null) expect(fault).toMatchObject({ code: 'study-unreadable' });
        }
        for (const item of await unreadable.list())
          expect(await unreadable.file(item)).toBeDefined();
      }
    ),
    { numRuns: 60 }
  );
});
