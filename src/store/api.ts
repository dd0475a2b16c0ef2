import type { PictureId, PromptScore } from '../core/types.ts';

/** What the app keeps between visits. Implemented over IndexedDB in db.ts; in tests over fake-indexeddb. */
export interface AnswerStore {
  /** Scores already known, by key; keys without one are absent from the map. */
  get(keys: readonly string[]): Promise<Map<string, PromptScore>>;
  /** Durable when it resolves. Writing a known key again changes nothing. */
  put(entries: readonly { key: string; score: PromptScore }[]): Promise<void>;
  count(): Promise<number>;
  clear(): Promise<void>;
}

export interface StoredPicture {
  id: PictureId;
  name: string;
  type: string;
  width: number;
  height: number;
  file: Blob;
  addedAt: number;
}

export interface PictureStore {
  get(id: PictureId): Promise<StoredPicture | undefined>;
  put(picture: StoredPicture): Promise<void>;
  list(): Promise<StoredPicture[]>;
  remove(id: PictureId): Promise<void>;
}

/** Small named documents (settings, the Lab's last run), JSON-like values only. */
export interface DocumentStore {
  get<T>(name: string): Promise<T | undefined>;
  put(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}
