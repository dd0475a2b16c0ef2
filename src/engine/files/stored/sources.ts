import { AppError } from '../../../core/errors.ts';
import type { FolderFile } from '../folderFile.ts';
import { isSafePath } from './record.ts';
import { openModelZip } from './modelZip.ts';

/** Configurations are read before anything is copied; they are far smaller than this. */
const LARGEST_TEXT = 4 << 20;

/** Takes a file's bytes, piece by piece, in order. */
export type Take = (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** A folder or an archive that may hold a model. Paths are relative to the model's folder. */
export interface Source {
  kind: 'folder' | 'zip';
  name: string;
  sizes: ReadonlyMap<string, number>;
  /** `manifest.json` and `config.json`, where there. */
  texts: ReadonlyMap<string, string>;
  /** Hands over files, each from its first byte to its last, in the source's own order. */
  read(takeFor: (path: string) => Take | null, signal: AbortSignal): Promise<void>;
}

/** @throws AppError `model-path`, `model-not-found` */
export async function folderSource(files: readonly FolderFile[]): Promise<Source> {
  const name = files[0]?.path.split('/')[0] ?? '';
  for (const { path } of files) assertSafe(path);
  const inside = insideRoot(
    files.map(({ path }) => path),
    name
  );
  const byPath = new Map(files.map(({ path, file }) => [inside(path), file]));
  byPath.delete(null);
  const texts = new Map<string, string>();
  for (const path of TEXTS) {
    const file = byPath.get(path);
    if (file && file.size <= LARGEST_TEXT) texts.set(path, await file.text());
  }
  return {
    kind: 'folder',
    name,
    sizes: new Map([...byPath].map(([path, file]) => [path as string, file.size])),
    texts,
    async read(takeFor, signal) {
      for (const [path, file] of byPath) {
        const take = takeFor(path as string);
        if (!take) continue;
        const step = 4 << 20;
        for (let at = 0; at < file.size; at += step) {
          signal.throwIfAborted();
          await take(new Uint8Array(await readable(file.slice(at, at + step), path as string)));
        }
      }
    }
  };
}

/**
 * Reads the archive's directory, and its short texts.
 * @throws AppError as `folderSource` and `openModelZip`
 */
export async function zipSource(archive: File, signal: AbortSignal): Promise<Source> {
  const { name } = archive;
  const zip = await openModelZip(archive, name);
  for (const path of zip.sizes.keys()) assertSafe(path);
  const inside = insideRoot([...zip.sizes.keys()], name);
  const sizes = new Map<string, number>();
  for (const [path, size] of zip.sizes) {
    const within = inside(path);
    if (within !== null) sizes.set(within, size);
  }
  const read: Source['read'] = (takeFor, stop) =>
    zip.read((path) => {
      const within = inside(path);
      return within === null ? null : takeFor(within);
    }, stop);
  const found = new Map<string, Uint8Array<ArrayBuffer>[]>();
  await read((path) => {
    if (!TEXTS.includes(path) || (sizes.get(path) ?? 0) > LARGEST_TEXT) return null;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    found.set(path, pieces);
    return async (bytes) => void pieces.push(bytes);
  }, signal);
  const texts = new Map<string, string>();
  for (const [path, pieces] of found) texts.set(path, await new Blob(pieces).text());
  return { kind: 'zip', name, sizes, texts, read };
}

const TEXTS = ['manifest.json', 'config.json'];

function assertSafe(path: string): void {
  if (!isSafePath(path)) throw new AppError('model-path', { file: path });
}

/**
 * The model's folder is the one with the manifest, or else with the configuration; the outermost
 * where there are several. Gives paths relative to it, null for those outside.
 */
function insideRoot(paths: readonly string[], name: string): (path: string) => string | null {
  const depth = (path: string) => path.split('/').length;
  for (const text of TEXTS) {
    const [found] = paths
      .filter((path) => path === text || path.endsWith(`/${text}`))
      .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
    if (found === undefined) continue;
    const root = found.slice(0, found.length - text.length);
    return (path) => (path.startsWith(root) ? path.slice(root.length) : null);
  }
  throw new AppError('model-not-found', { name });
}

async function readable(part: Blob, file: string): Promise<ArrayBuffer> {
  try {
    return await part.arrayBuffer();
  } catch {
    // Moved, changed or taken away with its stick since it was chosen.
    throw new AppError('model-file-unreadable', { file });
  }
}
