import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { sha256 } from '../../core/digest.ts';
import { parsed } from '../../core/schema.ts';
import { filesSchema, type FileRecord } from '../../formats/fileRecord.ts';

const manifestSchema = v.object({ files: v.pipe(filesSchema, v.minEntries(1)) });

/** What a model folder holds. Its hash names the model: other files, other hash. */
export interface Manifest {
  hash: string;
  files: ReadonlyMap<string, FileRecord>;
}

/**
 * Fetches and reads a model's `manifest.json`.
 * @param folder address of the model's folder, ends in a slash
 * @throws AppError `file-missing`, `manifest-unreadable`, `cancelled`
 */
export async function fetchManifest(folder: string, signal: AbortSignal): Promise<Manifest> {
  const file = 'manifest.json';
  const response = await fetch(folder + file, { signal });
  // A host that answers unknown addresses with its start page has no such model either.
  if (!response.ok || response.headers.get('content-type')?.includes('text/html')) {
    throw new AppError('file-missing', { file: folder + file, status: response.status });
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const files = parseManifest(new TextDecoder().decode(bytes), folder + file);
  return { hash: await sha256(bytes), files };
}

/** @throws AppError `manifest-unreadable` */
export function parseManifest(text: string, file: string): ReadonlyMap<string, FileRecord> {
  const { files } = parsed(
    manifestSchema,
    text,
    (where, misfit) => new AppError('manifest-unreadable', { file, where, ...misfit })
  );
  return new Map(Object.entries(files));
}
