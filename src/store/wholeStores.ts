import { openDB, type IDBPDatabase } from 'idb';
import { guarded } from './storeErrors.ts';

/** What one object store holds. */
export interface Measured {
  count: number;
  /** About: what the values take, without what the browser spends beside them. */
  bytes: number;
}

/** Everything out of some object stores, and what puts it back. */
export interface TakenStores {
  count: number;
  /** Where something was written under a key since, that stays. */
  putBack: () => Promise<void>;
}

interface Entry {
  key: IDBValidKey;
  value: unknown;
}

/** Values read to know the size of all: the rest of a store is taken to be like them. */
const SAMPLE = 1000;
/** Values to a read. */
const READ = 500;

/**
 * Object stores as they are, whatever is in them: for the page that lists what is kept. The database
 * is opened as the app left it, and let go of at once; where there is none yet, none is made.
 */
export class WholeStores {
  readonly #database: string;

  constructor(database = 'valueshift') {
    this.#database = database;
  }

  /** By name, in the database's own order. Empty where nothing was ever kept. */
  measure(): Promise<Map<string, Measured>> {
    return this.#with(async (database) => {
      const found = new Map<string, Measured>();
      for (const name of database?.objectStoreNames ?? []) {
        const { store } = (database as IDBPDatabase).transaction(name);
        const count = await store.count();
        const sample = await store.getAll(null, SAMPLE);
        const bytes = sample.reduce((sum: number, value) => sum + storedBytesOf(value), 0);
        found.set(name, {
          count,
          bytes: Math.round(sample.length === 0 ? 0 : (bytes / sample.length) * count)
        });
      }
      return found;
    });
  }

  /** All that a store holds, piece by piece; reading goes on with what is there by then. */
  async *entries(name: string): AsyncGenerator<Entry[]> {
    let from: IDBKeyRange | null = null;
    for (;;) {
      const part = await this.#with((database) => readPart(database, name, from));
      if (part.length > 0) yield part;
      const last = part.at(-1);
      if (!last || part.length < READ) return;
      from = IDBKeyRange.lowerBound(last.key, true);
    }
  }

  /** Takes all out of some stores in one transaction: of two pages that ask, one gets nothing. */
  async take(names: readonly string[], wanted: (key: IDBValidKey) => boolean = () => true) {
    const taken = await this.#with(async (database) => {
      const there = names.filter((name) => database?.objectStoreNames.contains(name));
      const found = new Map<string, Entry[]>();
      if (!database || there.length === 0) return found;
      const transaction = database.transaction(there, 'readwrite');
      for (const name of there) {
        const store = transaction.objectStore(name);
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
        const entries = keys.map((key, at) => ({ key, value: values[at] as unknown }));
        const own = entries.filter(({ key }) => wanted(key));
        found.set(name, own);
        if (own.length === keys.length) await store.clear();
        else await Promise.all(own.map(({ key }) => store.delete(key)));
      }
      await transaction.done;
      return found;
    });
    const count = [...taken.values()].reduce((sum, { length }) => sum + length, 0);
    return { count, putBack: () => this.#putBack(taken) } satisfies TakenStores;
  }

  #putBack(taken: ReadonlyMap<string, readonly Entry[]>): Promise<void> {
    return this.#with(async (database) => {
      if (!database || taken.size === 0) return;
      const transaction = database.transaction([...taken.keys()], 'readwrite');
      const writes = [...taken].flatMap(([name, entries]) => {
        const store = transaction.objectStore(name);
        return entries.map(async ({ key, value }) => {
          if ((await store.getKey(key)) !== undefined) return;
          await (store.keyPath === null ? store.put(value, key) : store.put(value));
        });
      });
      await Promise.all([...writes, transaction.done]);
    });
  }

  #with<T>(work: (database: IDBPDatabase | null) => Promise<T>): Promise<T> {
    return guarded(async () => {
      const database = await openAsItIs(this.#database);
      try {
        return await work(database);
      } finally {
        database?.close();
      }
    });
  }
}

/** Null where there is no such database, or none at all in this window. */
async function openAsItIs(name: string): Promise<IDBPDatabase | null> {
  if (typeof indexedDB === 'undefined') return null;
  let none = false;
  try {
    return await openDB(name, undefined, {
      upgrade(_database, _from, _to, transaction) {
        // It is being made by this very call: the app makes it, not the list of what is in it.
        none = true;
        transaction.done.catch(() => undefined);
        transaction.abort();
      },
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close()
    });
  } catch (fault) {
    if (none) return null;
    throw fault;
  }
}

async function readPart(
  database: IDBPDatabase | null,
  name: string,
  from: IDBKeyRange | null
): Promise<Entry[]> {
  if (!database?.objectStoreNames.contains(name)) return [];
  const { store } = database.transaction(name);
  const [keys, values] = await Promise.all([
    store.getAllKeys(from, READ),
    store.getAll(from, READ)
  ]);
  return keys.map((key, at) => ({ key, value: values[at] as unknown }));
}

/** About what a value takes when it is stored: files and numbers as they are, text two bytes a letter. */
export function storedBytesOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (value instanceof Blob) return value.size;
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
  return Object.entries(value).reduce(
    (sum, [name, inner]) => sum + (Array.isArray(value) ? 0 : name.length) + storedBytesOf(inner),
    0
  );
}
