import * as v from 'valibot';
import { AppError } from '../../../core/errors.ts';
import { parsed } from '../../../core/schema.ts';
import type { FileRecord } from '../../../formats/fileRecord.ts';
import { parseManifest } from '../manifest.ts';
import { DTYPES, type Dtype } from '../variants.ts';

/** A file as its source announces it. */
const expectedFile = v.object({
  path: v.string(),
  bytes: v.number(),
  /** SHA-256, hex; null where the source does not tell: then it is recorded, not compared. */
  sha256: v.nullable(v.string()),
  /** Git's own id of the file (SHA-1 over a header and the content), where the source tells it. */
  gitBlob: v.nullish(v.string())
});
export type ExpectedFile = v.InferOutput<typeof expectedFile>;

/** What is known of a model from its first byte on. */
const recordSchema = v.object({
  version: v.literal(1),
  /** Name of the model for the engine, and of its folder. */
  model: v.string(),
  title: v.string(),
  /** Where it came from. */
  origin: v.variant('kind', [
    v.object({
      kind: v.literal('hub'),
      origin: v.string(),
      repo: v.string(),
      revision: v.string()
    }),
    v.object({ kind: v.picklist(['folder', 'zip']), name: v.string() })
  ]),
  files: v.array(expectedFile),
  /** The decoder's variant that a person chose (`chosenVariant`); without it the engine chooses. */
  variant: v.optional(v.string()),
  /** `manifest.json` as it came, so that the same model has the same hash; null: made at the end. */
  manifest: v.nullable(v.string()),
  addedAt: v.number()
});
export type StoredRecord = v.InferOutput<typeof recordSchema>;

/** The record of a model; null where it was torn in the moment of writing: nothing is known then. */
export function recordFrom(model: string, bytes: Uint8Array): StoredRecord | null {
  try {
    const record = parsed(
      recordSchema,
      bytes,
      () => new AppError('model-file-lost', { file: RECORD })
    );
    return record.model === model ? record : null;
  } catch {
    return null;
  }
}

/** The chosen variant; one that this version does not know is none. */
export function chosenVariant(record: StoredRecord | null): Dtype | undefined {
  return DTYPES.find((dtype) => dtype === record?.variant);
}

export const RECORD = 'record.json';
export const MANIFEST = 'manifest.json';

/** A manifest of our own making: the same files always give the same text. */
export function manifestText(files: ReadonlyMap<string, FileRecord>): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ files: Object.fromEntries(sorted) });
}

/** @throws AppError `manifest-unreadable` */
export function filesOfManifest(text: string, name: string): ExpectedFile[] {
  return [...parseManifest(text, name)].map(([path, record]) => {
    if (!isSafePath(path)) throw new AppError('model-path', { file: path });
    return { path, ...record };
  });
}

/** Is this a path inside the model's folder, and nothing else? */
export function isSafePath(path: string): boolean {
  if (path === '' || path.length > 200) return false;
  // Control characters, backslashes and colons have no place in a model's file names.
  // eslint-disable-next-line no-control-regex -- that is what is refused
  if (/[\u0000-\u001f\\:]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** A folder name that says what a model is: letters, digits, dots and hyphens. */
export function modelNameFrom(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return name === '' ? 'model' : name;
}
