import type { DBSchema, IDBPDatabase } from 'idb';
import type { StoredOwnData, StoredPicture } from './storeApi.ts';
import type { AnswerKey } from './packedScore.ts';
import { createStudies, type StudiesSchema } from './studies/schema.ts';

export interface ValueshiftSchema extends DBSchema, StudiesSchema {
  answers: { key: AnswerKey; value: ArrayBuffer };
  pictures: { key: string; value: StoredPicture; indexes: { addedAt: number } };
  documents: { key: string; value: unknown };
  ownData: { key: string; value: StoredOwnData; indexes: { addedAt: number } };
}

export type Database = IDBPDatabase<ValueshiftSchema>;
/** The idb types know only the newest schema, so a migration works on the browser's own objects. */
export type Migration = (database: IDBDatabase, transaction: IDBTransaction) => void;

function createStores(database: IDBDatabase): void {
  database.createObjectStore('answers');
  database.createObjectStore('pictures', { keyPath: 'id' }).createIndex('addedAt', 'addedAt');
  database.createObjectStore('documents');
}

function createOwnData(database: IDBDatabase): void {
  database.createObjectStore('ownData', { keyPath: 'id' }).createIndex('addedAt', 'addedAt');
}

/** `migrations[n]` takes a database from version n to n + 1. Never edit a released step: append. */
export const migrations: readonly Migration[] = [createStores, createOwnData, createStudies];

/** Runs the steps that a database of version `from` lacks. */
export function migrate(
  steps: readonly Migration[],
  from: number,
  database: IDBDatabase,
  transaction: IDBTransaction
): void {
  for (const step of steps.slice(from)) step(database, transaction);
}
