import { AppError } from '../../../core/errors.ts';
import { entryBytes } from '../../../formats/zip/entryBytes.ts';
import { withinBounds } from '../../../formats/zip/zipBounds.ts';
import { readDirectory, type RefuseZip } from '../../../formats/zip/zipDirectory.ts';

/** More than any model's folder holds, its history among it; weights of 64 GB. */
const BOUNDS = { parts: 20_000, part: 64e9, total: 64e9 };

/** A model's archive whose directory was read and found possible. */
export interface ModelZip {
  /** Bytes of each file, unpacked, by its path; folders left out. */
  sizes: ReadonlyMap<string, number>;
  /** Unpacks the files that are taken, from front to back, never all of one in memory. */
  read(takeFor: (path: string) => TakeBytes | null, signal: AbortSignal): Promise<void>;
}

type TakeBytes = (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/**
 * Looks at an archive without unpacking any of it.
 * @throws AppError `zip-unreadable`, `zip-double`, `zip-too-large`, `zip-too-many`; `read` also
 *   whatever a taker throws
 */
export async function openModelZip(archive: Blob, name: string): Promise<ModelZip> {
  const refuse: RefuseZip = (fault, part) =>
    new AppError(`zip-${fault}`, { name, part: part.slice(0, 200), most: BOUNDS.parts });
  const entries = await readDirectory(archive, BOUNDS.parts, refuse);
  withinBounds(entries, BOUNDS, refuse);
  const files = entries.filter((entry) => !entry.name.endsWith('/'));
  return {
    sizes: new Map(files.map((entry) => [entry.name, entry.size])),
    async read(takeFor, signal) {
      for (const entry of files) {
        const take = takeFor(entry.name);
        if (!take) continue;
        for await (const bytes of entryBytes(archive, entry, refuse)) {
          signal.throwIfAborted();
          await take(bytes);
        }
      }
    }
  };
}
