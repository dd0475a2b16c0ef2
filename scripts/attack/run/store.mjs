/** The browser's store as a page beside the app sees it: what is put in, and whether what was there still is. */

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ store: string, key: string, digest: string }} Kept a record by its key, and a hash of its value */

const DATABASE = 'valueshift';

/**
 * Everything that is stored now, by hashes.
 * @param {Page} keeper
 * @returns {Promise<Kept[]>}
 */
export const storedNow = (keeper) => keeper.evaluate(listRecords, DATABASE);

/**
 * Records into the store as they are, whatever the app would say to them.
 * @param {Page} keeper
 * @param {readonly import('../corpus/input.mjs').GivenRecord[]} records
 */
export const putRecords = (keeper, records) =>
  keeper.evaluate(writeRecords, { name: DATABASE, records: JSON.stringify(records) });

/**
 * Takes everything out of the store but what is to be kept.
 * @param {Page} keeper
 * @param {readonly Kept[]} kept
 */
export const removeOthers = (keeper, kept) =>
  keeper.evaluate(clearOthers, {
    name: DATABASE,
    keys: kept.map(({ store, key }) => `${store} ${key}`)
  });

/** Those of `before` that are gone or changed. @param {readonly Kept[]} before @param {readonly Kept[]} now */
export function missingOf(before, now) {
  const digests = new Map(now.map(({ store, key, digest }) => [`${store} ${key}`, digest]));
  return before
    .filter(({ store, key, digest }) => digests.get(`${store} ${key}`) !== digest)
    .map(({ store, key }) => `${store} ${key.slice(0, 60)}`);
}

/** In the page. @param {string} name */
async function listRecords(name) {
  const database = await /** @type {Promise<IDBDatabase>} */ (
    new Promise((done, failed) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    })
  );
  /** @type {(value: unknown) => Promise<unknown>} */
  const plain = async (value) => {
    if (value instanceof Blob) return [value.type, await plain(await value.arrayBuffer())];
    if (value instanceof ArrayBuffer) return plain(new Uint8Array(value));
    if (ArrayBuffer.isView(value)) {
      const bytes = Uint8Array.from(
        new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
      );
      const hash = await crypto.subtle.digest('SHA-256', bytes);
      return Array.from(new Uint8Array(hash)).join();
    }
    if (typeof value !== 'object' || value === null) return String(value);
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Promise.all(entries.map(async ([key, inner]) => [key, await plain(inner)]));
  };
  const kept = [];
  for (const store of database.objectStoreNames) {
    const read = database.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all(
      [read.getAllKeys(), read.getAll()].map(
        (request) =>
          /** @type {Promise<unknown[]>} */ (
            new Promise((done, failed) => {
              request.onsuccess = () => done(request.result);
              request.onerror = () => failed(request.error);
            })
          )
      )
    );
    for (const [at, key] of (keys ?? []).entries()) {
      const text = JSON.stringify(await plain(values?.[at]));
      const bytes = new TextEncoder().encode(text);
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      kept.push({ store, key: JSON.stringify(await plain(key)), digest: hash.join() });
    }
  }
  database.close();
  return kept;
}

/** In the page. @param {{ name: string, records: string }} given */
async function writeRecords({ name, records }) {
  const revive = (/** @type {string} */ _, /** @type {any} */ value) => {
    switch (value?.$) {
      case 'bytes':
        return Uint8Array.from(value.of).buffer;
      case 'blob':
        return new Blob([value.text], { type: value.type });
      case 'floats':
        return Float64Array.from(value.of);
      case 'shorts':
        return Uint16Array.from(value.of);
      case 'number':
        return Number(value.text);
      case 'undefined':
        return undefined;
      case 'long':
        return value.text.repeat(value.times);
      case 'deep':
        return Array.from({ length: value.times }).reduce((inner) => ({ inner }), 1);
      default:
        return value;
    }
  };
  /** @type {{ store: string, key?: any, value: unknown }[]} */
  const list = JSON.parse(records, revive);
  const database = await /** @type {Promise<IDBDatabase>} */ (
    new Promise((done, failed) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    })
  );
  const stores = [...new Set(list.map(({ store }) => store))];
  if (stores.length > 0) {
    // In one go: thousands of transactions would take longer than what they are given to.
    const transaction = database.transaction(stores, 'readwrite');
    for (const { store, key, value } of list) transaction.objectStore(store).put(value, key);
    await new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = () => failed(transaction.error);
    });
  }
  database.close();
}

/** In the page. @param {{ name: string, keys: string[] }} given */
async function clearOthers({ name, keys }) {
  // Models lie beside the database.
  const root = await navigator.storage.getDirectory();
  for await (const entry of root.keys()) {
    await root.removeEntry(entry, { recursive: true }).catch(() => undefined);
  }
  const database = await /** @type {Promise<IDBDatabase>} */ (
    new Promise((done, failed) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    })
  );
  /** @type {(value: unknown) => unknown} as `listRecords` writes a key */
  const plain = (value) =>
    typeof value === 'object' && value !== null && !(value instanceof ArrayBuffer)
      ? Object.entries(value).map(([key, inner]) => [key, plain(inner)])
      : String(value);
  for (const store of database.objectStoreNames) {
    const transaction = database.transaction(store, 'readwrite');
    const objects = transaction.objectStore(store);
    // Answers have binary keys and stay: nothing here is named by a key that was not asked for.
    const walk = objects.openKeyCursor();
    walk.onsuccess = () => {
      const cursor = walk.result;
      if (!cursor) return;
      const text = JSON.stringify(plain(cursor.key));
      if (!keys.includes(`${store} ${text}`) && store !== 'answers') objects.delete(cursor.key);
      cursor.continue();
    };
    await new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = () => failed(transaction.error);
    });
  }
  database.close();
}
