import { AppError } from '../../core/errors.ts';
import { sha256 } from '../../core/digest.ts';

export interface FileRecord {
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
}

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
  try {
    const { files } = JSON.parse(text) as { files: Record<string, FileRecord> };
    const entries = Object.entries(files);
    const good = entries.every(
      ([, { bytes, sha256 }]) => Number.isSafeInteger(bytes) && /^[0-9a-f]{64}$/.test(sha256)
    );
    if (good && entries.length > 0) return new Map(entries);
  } catch {
    // Said below.
  }
  throw new AppError('manifest-unreadable', { file });
}
