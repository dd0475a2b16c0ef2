import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { unknown } from 'valibot';
import { openStore } from './db.ts';
import { migrate, migrations, type Migration } from './schema.ts';
import { guarded } from './storeErrors.ts';

const NAME = 'valueshift';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => vi.unstubAllGlobals());

/** Opens the database as the app of another version would. */
function openAt(steps: readonly Migration[]): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, steps.length);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (!request.transaction) throw new Error('an upgrade has a transaction');
      migrate(steps, oldVersion, request.result, request.transaction);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

test('a database of version 1 opens today with its data', async () => {
  const old = await openAt(migrations.slice(0, 1));
  const writing = old.transaction('documents', 'readwrite');
  writing.objectStore('documents').put({ question: 'Q1' }, 'lab');
  await new Promise((resolve) => (writing.oncomplete = resolve));
  old.close();
  const store = await openStore();
  expect(await store.documents.get('lab', unknown())).toEqual({ question: 'Q1' });
  store.close();
});

test('only the steps that a database lacks are run, in their order', async () => {
  const ran: string[] = [];
  const step =
    (name: string): Migration =>
    () =>
      ran.push(name);
  (await openAt([...migrations, step('second')])).close();
  (await openAt([...migrations, step('second'), step('third'), step('fourth')])).close();
  expect(ran).toEqual(['second', 'third', 'fourth']);
});

test('a window without IndexedDB works in memory and says so', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const store = await openStore();
  await store.documents.put('settings', { theme: 'dark' });
  expect(await store.documents.get('settings', unknown())).toEqual({ theme: 'dark' });
  expect(store).toMatchObject({ persistent: false, problem: { code: 'store-in-memory' } });
});

test.each(['InvalidStateError', 'SecurityError'])(
  'a window that refuses IndexedDB with %s works in memory',
  async (name) => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('not here', name);
      }
    });
    expect(await openStore()).toMatchObject({ persistent: false });
  }
);

test('a window that throws at the very name of IndexedDB works in memory', async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
  Object.defineProperty(globalThis, 'indexedDB', {
    configurable: true,
    get() {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    }
  });
  try {
    expect(await openStore()).toMatchObject({ persistent: false });
  } finally {
    Object.defineProperty(globalThis, 'indexedDB', own as PropertyDescriptor);
  }
});

const oneMore: readonly Migration[] = [...migrations, () => undefined];

test('another tab that holds on to an older version blocks the upgrade', async () => {
  const otherTab = await openAt(migrations);
  await expect(openStore({ steps: oneMore, patienceMs: 5 })).rejects.toMatchObject({
    code: 'store-blocked'
  });
  otherTab.close();
  const store = await openStore({ steps: oneMore });
  expect(store.persistent).toBe(true);
  store.close();
});

test('another tab that lets go a little later blocks nothing', async () => {
  const otherTab = await openAt(migrations);
  const opening = openStore({ steps: oneMore, patienceMs: 60_000 });
  setTimeout(() => otherTab.close(), 20);
  const store = await opening;
  expect(store.persistent).toBe(true);
  store.close();
});

test('a browser whose storage never answers is told of, not waited for', async () => {
  vi.stubGlobal('indexedDB', { open: () => new EventTarget() });
  vi.stubGlobal('IDBRequest', EventTarget);
  await expect(openStore({ silenceMs: 5 })).rejects.toMatchObject({ code: 'store-silent' });
});

test('a database of a newer app is left alone', async () => {
  (await openAt(oneMore)).close();
  await expect(openStore()).rejects.toMatchObject({ code: 'store-newer' });
});

test('a tab lets go of the database for a newer one and then says so', async () => {
  const thisTab = await openStore();
  const newer = await openAt(oneMore);
  await expect(thisTab.answers.count()).rejects.toMatchObject({ code: 'store-closed' });
  await expect(thisTab.documents.put('a', 1)).rejects.toMatchObject({ code: 'store-closed' });
  newer.close();
});

test('a full disk is told with about what was needed', async () => {
  const full = guarded(async () => {
    throw new DOMException('full', 'QuotaExceededError');
  }, 1_250_000);
  await expect(full).rejects.toMatchObject({ code: 'quota-exceeded', params: { neededMB: 1.3 } });
});
