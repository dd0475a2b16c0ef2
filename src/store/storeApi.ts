import type { GenericSchema } from 'valibot';
import type { PictureId } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';

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

/** A survey or a set of wordings that the reader imported. `file` is what "export" writes: JSON. */
export interface StoredOwnData {
  id: string;
  kind: 'survey' | 'wording';
  name: string;
  /** SHA-256 (hex) of what `file` holds, its name left out. */
  hash: string;
  file: Blob;
  addedAt: number;
}

export interface OwnDataStore {
  get(id: string): Promise<StoredOwnData | undefined>;
  /** Stored when it resolves; the same id again replaces it whole (renaming). */
  put(item: StoredOwnData): Promise<void>;
  /** Oldest first. A file is a handle: listing reads no file. */
  list(): Promise<StoredOwnData[]>;
  remove(id: string): Promise<void>;
}

/** Small named documents (settings, the Lab's last run), JSON-like values only. */
export interface DocumentStore {
  /**
   * Undefined also where the document does not fit: it is listed as unreadable then, and kept aside
   * before another is put in its place.
   */
  get<T>(name: string, schema: GenericSchema<unknown, T>): Promise<T | undefined>;
  put(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}
