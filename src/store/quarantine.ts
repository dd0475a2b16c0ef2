import type { GenericSchema } from 'valibot';
import { AppError } from '../core/errors.ts';
import { fitted } from '../core/schema.ts';
import { asPlainJson } from './asPlainJson.ts';
import type { Database } from './schema.ts';
import { guarded } from './storeErrors.ts';
import {
  gateRowSchema,
  ownDataSchema,
  segmentSchema,
  storedPictureSchema,
  studyRecordSchema
} from './storedSchemas.ts';
import type { CheckedStore, Unreadable, UnreadableStore } from './unreadable.ts';

/** Documents that were written over while they could not be read lie behind this name. */
const ASIDE = 'unreadable/';

/** What the stores hold by schema; documents are checked by whoever reads them. */
const SCHEMAS = {
  studies: studyRecordSchema,
  studySegments: segmentSchema,
  studyGates: gateRowSchema,
  studyPictures: storedPictureSchema,
  pictures: storedPictureSchema,
  ownData: ownDataSchema
} as const;

/**
 * Entries that do not fit their schema: told apart when they are read, so that nothing uses them,
 * and left where they are. (docs/adr/018)
 */
export class Quarantine implements UnreadableStore {
  readonly #database: Database;
  readonly #noted = new Map<string, Unreadable>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Is an entry as it should be? What is not is noted. */
  fits<T>(
    store: CheckedStore,
    key: IDBValidKey,
    value: unknown,
    schema: GenericSchema<unknown, T>
  ): value is T {
    const place = placeOf(store, key);
    const seen = { where: '', found: '', expected: '' };
    try {
      fitted(schema, value, (where, misfit) => {
        Object.assign(seen, { where, ...misfit });
        return new AppError('study-unreadable');
      });
      this.#noted.delete(place);
      return true;
    } catch {
      this.#noted.set(place, { store, key: textOf(key), name: nameIn(value, key), ...seen });
      return false;
    }
  }

  isNoted(store: CheckedStore, key: IDBValidKey): boolean {
    return this.#noted.has(placeOf(store, key));
  }

  /** Keeps a copy of a document that cannot be read, before another is written in its place. */
  async keepAside(name: string): Promise<void> {
    const { store, done } = this.#database.transaction('documents', 'readwrite');
    const value = await store.get(name);
    if (value !== undefined) await store.put(value, `${ASIDE}${Date.now()}/${name}`);
    await done;
    this.#noted.delete(placeOf('documents', name));
  }

  list(): Promise<Unreadable[]> {
    return guarded(async () => {
      for (const store of Object.keys(SCHEMAS) as (keyof typeof SCHEMAS)[]) await this.#scan(store);
      const range = IDBKeyRange.bound(ASIDE, `${ASIDE}\uffff`);
      const aside = await this.#database.getAllKeys('documents', range);
      return [...this.#noted.values(), ...aside.map(asideOf)];
    });
  }

  async #scan(store: keyof typeof SCHEMAS): Promise<void> {
    const schema: GenericSchema<unknown, unknown> = SCHEMAS[store];
    const found = new Set<string>();
    let cursor = await this.#database.transaction(store).store.openCursor();
    while (cursor) {
      found.add(placeOf(store, cursor.primaryKey));
      this.fits(store, cursor.primaryKey, cursor.value, schema);
      cursor = await cursor.continue();
    }
    for (const [place, { store: of }] of this.#noted) {
      if (of === store && !found.has(place)) this.#noted.delete(place);
    }
  }

  file({ store, key }: Unreadable): Promise<Blob | undefined> {
    return guarded(async () => {
      const value: unknown = await this.#database.get(store, JSON.parse(key));
      if (value === undefined) return undefined;
      const text = JSON.stringify({ store, key: JSON.parse(key), value: await asPlainJson(value) });
      return new Blob([text], { type: 'application/json' });
    });
  }

  remove({ store, key }: Unreadable): Promise<void> {
    return guarded(async () => {
      await this.#database.delete(store, JSON.parse(key));
      this.#noted.delete(placeOf(store, JSON.parse(key)));
    });
  }
}

const textOf = (key: IDBValidKey) => JSON.stringify(key);
const placeOf = (store: CheckedStore, key: IDBValidKey) => `${store} ${textOf(key)}`;

function asideOf(key: string): Unreadable {
  const name = key.slice(ASIDE.length).replace(/^\d+\//, '');
  return { store: 'documents', key: textOf(key), name, where: '', found: '', expected: '' };
}

/** As people named it, where that is still there. */
function nameIn(value: unknown, key: IDBValidKey): string {
  const { name, study } = (value ?? {}) as { name?: unknown; study?: { name?: unknown } | null };
  const [found] = [name, study?.name].filter((each) => typeof each === 'string');
  const text = typeof found === 'string' && found.trim() !== '' ? found : String(key);
  return text.replaceAll(/\p{Control}/gu, '?').slice(0, 80);
}
