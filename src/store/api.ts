import type { AppError } from '../core/errors.ts';
import type { PictureId, PromptScore } from '../core/types.ts';

/** What the app keeps between visits. Implemented over IndexedDB; openStore.ts opens it. */
export interface Store {
  answers: AnswerStore;
  pictures: PictureStore;
  documents: DocumentStore;
  /** False where the browser offers no IndexedDB: all is kept in memory until the page closes. */
  persistent: boolean;
  /** Why the store is not persistent (`store-in-memory`); null where it is. */
  problem: AppError | null;
  close(): void;
}

/** Scores by key. Every method may reject with an `AppError` (`quota-exceeded`, `store-...`). */
export interface AnswerStore {
  /** Scores already known, by key; keys without one are absent from the map. */
  get(keys: readonly string[]): Promise<Map<string, PromptScore>>;
  /** Stored when it resolves. Writing a known key again changes nothing. */
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
  /** Oldest first. */
  list(): Promise<StoredPicture[]>;
  remove(id: PictureId): Promise<void>;
}

/** Small named documents (settings, the Lab's last run), JSON-like values only. */
export interface DocumentStore {
  get<T>(name: string): Promise<T | undefined>;
  put(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}
