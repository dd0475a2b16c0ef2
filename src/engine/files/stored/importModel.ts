import * as v from 'valibot';
import { sha256 } from '../../../core/digest.ts';
import { AppError } from '../../../core/errors.ts';
import { parsed } from '../../../core/schema.ts';
import { POCKET_MANIFEST, POCKET_MODEL } from '../../../core/study/pocketModel.ts';
import { KNOWN_TYPES } from '../../adapters/index.ts';
import { neededFiles } from '../neededFiles.ts';
import { assertPlausible } from '../plausible.ts';
import type { OnFilesProgress } from './modelStoreApi.ts';
import { CHUNK_BYTES, chunksOf } from './chunks.ts';
import {
  filesOfManifest,
  MANIFEST,
  modelNameFrom,
  type ExpectedFile,
  type StoredRecord
} from './record.ts';
import type { ModelStore } from './modelStore.ts';
import type { Source, Take } from './sources.ts';

const typed = v.object({ model_type: v.optional(v.unknown()) });

/** What is about to be copied. */
export interface ImportPlan {
  record: StoredRecord;
  totalBytes: number;
}

/**
 * Looks before anything is copied: is it a model of a known type, is every file there, has it the
 * announced size?
 * @throws AppError `model-type-unknown`, `model-json`, `model-files-missing`, `model-incomplete`,
 *   `file-size`, `manifest-unreadable`, `model-path`; as `assertPlausible`
 */
export async function planImport(
  source: Source,
  models: ModelStore,
  now: number
): Promise<ImportPlan> {
  assertKnownType(source);
  const manifest = source.texts.get(MANIFEST) ?? null;
  const files = manifest
    ? filesOfManifest(manifest, `${source.name}/${MANIFEST}`)
    : chosenFiles(source);
  const missing = files.filter(({ path }) => !source.sizes.has(path));
  if (missing.length > 0) {
    throw new AppError('model-files-missing', {
      files: missing.map(({ path }) => path).join(', ')
    });
  }
  for (const { path, bytes } of files) {
    const found = source.sizes.get(path) as number;
    if (found !== bytes) throw new AppError('file-size', { file: path, expected: bytes, found });
  }
  const title = source.name.replace(/\.zip$/i, '');
  const { kind, name } = source;
  const model = await freeName(modelNameFrom(title), manifest, models);
  return {
    record: {
      ...{ version: 1, model, title, origin: { kind, name }, files, manifest, addedAt: now }
    } as StoredRecord,
    totalBytes: files.reduce((sum, { bytes }) => sum + bytes, 0)
  };
}

/**
 * Copies a planned model piece by piece and checks what lies on the disk then.
 * @throws AppError as `ModelStore.finish`, `assertPlausible`; `file-size`, `model-file-unreadable`,
 *   `cancelled`
 */
export async function copyModel(
  { record, totalBytes }: ImportPlan,
  source: Source,
  models: ModelStore,
  onProgress: OnFilesProgress,
  signal: AbortSignal
): Promise<void> {
  const { model, files } = record;
  let done = 0;
  const wanted = new Map(files.map((file) => [file.path, file]));
  const open: { end(): Promise<void> }[] = [];
  await models.begin(record);
  const takeFor = (path: string): Take | null => {
    const file = wanted.get(path);
    // Twice the same path in one archive: the first counts, so that no check can be slipped past.
    if (!file || !wanted.delete(path)) return null;
    const writer = chunkWriter(model, file, models);
    open.push(writer);
    return async (bytes) => {
      await writer.take(bytes);
      onProgress({ phase: 'copy', done: (done += bytes.length), total: totalBytes });
    };
  };
  await source.read(takeFor, signal);
  for (const writer of open) await writer.end();
  await models.finish(model, (checked) => {
    signal.throwIfAborted();
    onProgress({ phase: 'check', done: checked, total: totalBytes });
  });
}

/** Cuts a stream of bytes into pieces. */
function chunkWriter(model: string, { path, bytes }: ExpectedFile, models: ModelStore) {
  const chunks = chunksOf(path, bytes);
  const buffer = new Uint8Array(Math.min(CHUNK_BYTES, bytes));
  let filled = 0;
  let total = 0;
  const put = async () => {
    const chunk = chunks.shift();
    if (!chunk) return;
    await models.putChunk(model, chunk, buffer.slice(0, filled));
    filled = 0;
  };
  return {
    take: async (incoming: Uint8Array) => {
      if (total === 0) assertPlausible(path, incoming);
      total += incoming.length;
      if (total > bytes)
        throw new AppError('file-size', { file: path, expected: bytes, found: total });
      for (let at = 0; at < incoming.length;) {
        const part = incoming.subarray(at, at + buffer.length - filled);
        buffer.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === buffer.length) await put();
      }
    },
    end: async () => {
      if (total === 0) assertPlausible(path, buffer.subarray(0, 0));
      if (total < bytes)
        throw new AppError('file-size', { file: path, expected: bytes, found: total });
      await put();
    }
  };
}

function assertKnownType(source: Source): void {
  const file = 'config.json';
  const text = source.texts.get(file);
  if (text === undefined) throw new AppError('model-files-missing', { files: file });
  assertPlausible(file, new TextEncoder().encode(text));
  const config = parsed(typed, text, () => new AppError('model-json', { file }));
  const type = String(config.model_type);
  if (!KNOWN_TYPES.includes(type)) {
    throw new AppError('model-type-unknown', { type, known: KNOWN_TYPES.join(', ') });
  }
}

/** Without a manifest: the files of one precision, by name; their checksums are recorded. */
function chosenFiles(source: Source): ExpectedFile[] {
  const announced = new Map(
    [...source.sizes].map(([path, bytes]) => [path, { bytes, sha256: '' }])
  );
  const { files } = neededFiles({ hash: '', files: announced }, source.name);
  return files.map((path) => ({ path, bytes: source.sizes.get(path) as number, sha256: null }));
}

/** An import never stands in for another model, stored or bundled: of the same name, it gets a number. */
async function freeName(
  wanted: string,
  manifest: string | null,
  models: ModelStore
): Promise<string> {
  const stored = new Map((await models.list()).map((entry) => [entry.record.model, entry]));
  const bundled = manifest !== null && (await sha256(manifest)) === POCKET_MANIFEST;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (name === POCKET_MODEL && !bundled) continue;
    const entry = stored.get(name);
    if (!entry?.complete) return name;
    if (manifest !== null && entry.record.manifest === manifest) {
      throw new AppError('model-already-stored', { title: entry.record.title });
    }
  }
}
