/** What the app keeps on a device, as the page "Your data" lists it. */
export const DATA_KINDS = [
  'answers',
  'pictures',
  'studies',
  'surveys',
  'yourself',
  'settings',
  'models',
  'app'
] as const;
export type DataKind = (typeof DATA_KINDS)[number];

/** Kinds that lie in the database, and in which of its object stores. */
export const OBJECT_STORES = {
  answers: ['answers'],
  pictures: ['pictures'],
  studies: ['studies', 'studySegments', 'studyGates', 'studyPictures'],
  surveys: ['ownData'],
  settings: ['documents']
} as const satisfies Partial<Record<DataKind, readonly string[]>>;
export type DatabaseKind = keyof typeof OBJECT_STORES;
export const DATABASE_KINDS = Object.keys(OBJECT_STORES) as DatabaseKind[];

/** What is there of one kind. */
export interface KindSize {
  count: number;
  /** About. */
  bytes: number;
  /** Milliseconds since 1970; null where it is not recorded. */
  changedAt: number | null;
}
