import type { DBSchema } from 'idb';
import type { StoredPicture } from '../storeApi.ts';
import type { AnswerSegment, GateRow, StudyRecord } from './studyStoreApi.ts';

export interface StudiesSchema extends DBSchema {
  studies: { key: string; value: StudyRecord };
  studySegments: { key: [study: string, id: string]; value: AnswerSegment };
  studyGates: { key: [study: string, id: string, picture: string]; value: GateRow };
  studyPictures: { key: string; value: StoredPicture };
}

/** The migration that brings studies: see `migrations`. */
export function createStudies(database: IDBDatabase): void {
  database.createObjectStore('studies', { keyPath: 'id' });
  database.createObjectStore('studySegments', { keyPath: ['study', 'id'] });
  database.createObjectStore('studyGates', { keyPath: ['study', 'id', 'picture'] });
  database.createObjectStore('studyPictures', { keyPath: 'id' });
}
