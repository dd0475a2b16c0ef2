/** Stores whose entries are checked when they are read. */
export type CheckedStore =
  | 'studies'
  | 'studySegments'
  | 'studyGates'
  | 'studyPictures'
  | 'pictures'
  | 'ownData'
  | 'documents';

/**
 * An entry that is not as this app writes it: damaged, changed by something else, or written by a
 * newer version. It lies where it lay, and nothing here uses it.
 */
export interface Unreadable {
  store: CheckedStore;
  /** Its key, as JSON. */
  key: string;
  /** What a person would call it, as far as that can be told. */
  name: string;
  /** The place inside it that does not fit, what stands there and what should. */
  where: string;
  found: string;
  expected: string;
}

/** Only a person removes what cannot be read. Every method may reject with `store-...`. */
export interface UnreadableStore {
  /** Looks through everything that is kept. */
  list(): Promise<Unreadable[]>;
  /** The whole entry as a file of JSON; bytes in it are written as base64. Undefined: it is gone. */
  file(item: Unreadable): Promise<Blob | undefined>;
  remove(item: Unreadable): Promise<void>;
}

/** Of a store that nothing else can write to. */
export const nothingUnreadable: UnreadableStore = {
  list: async () => [],
  file: async () => undefined,
  remove: async () => undefined
};
