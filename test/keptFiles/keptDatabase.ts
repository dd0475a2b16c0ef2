import { readFile } from 'node:fs/promises';

/** An IndexedDB database as one document: binary values carry their type and base64. */
interface Dump {
  name: string;
  version: number;
  stores: {
    name: string;
    keyPath: string | string[] | null;
    autoIncrement: boolean;
    indexes: { name: string; keyPath: string; unique: boolean; multiEntry: boolean }[];
    entries: [key: unknown, value: unknown][];
  }[];
}

/** Entries by store, keys and values as they were in the database. */
export type Entries = Record<string, [key: IDBValidKey, value: unknown][]>;

const ARRAYS = { Uint8Array, Uint16Array, Uint32Array, Float64Array };

/** Puts a dumped database into `indexedDB` at its own version; resolves to all that was put in. */
export async function restoreDatabase(path: string): Promise<Entries> {
  const dump: Dump = JSON.parse(await readFile(path, 'utf8'));
  const entries: Entries = Object.fromEntries(
    dump.stores.map((store) => [store.name, decoded(store.entries) as Entries[string]])
  );
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open(dump.name, dump.version);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => {
      for (const { name, keyPath, autoIncrement, indexes } of dump.stores) {
        const store = opening.result.createObjectStore(name, { keyPath, autoIncrement });
        for (const { name: index, keyPath: path, unique, multiEntry } of indexes) {
          store.createIndex(index, path, { unique, multiEntry });
        }
        for (const [key, value] of entries[name] ?? []) {
          if (keyPath === null) store.put(value, key);
          else store.put(value);
        }
      }
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
  return entries;
}

function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (value === null || typeof value !== 'object') return value;
  if ('$' in value && 'base64' in value) return binary(value as Encoded);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decoded(each)]));
}

interface Encoded {
  $: 'Blob' | 'ArrayBuffer' | keyof typeof ARRAYS;
  type?: string;
  base64: string;
}

function binary({ $, type, base64 }: Encoded): Blob | ArrayBuffer | ArrayBufferView {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  if ($ === 'Blob') return new Blob([bytes], { type });
  return $ === 'ArrayBuffer' ? bytes.buffer : new ARRAYS[$](bytes.buffer);
}
