import { AppError } from '../../core/errors.ts';
import { entryBytes } from './entryBytes.ts';
import { withinBounds, type ZipBounds } from './zipBounds.ts';
import { readDirectory, type RefuseZip, type ZipEntry } from './zipDirectory.ts';

const BOUNDS: ZipBounds = { parts: 20_000, part: 100e6, total: 2e9 };

/** `study.json`, `answers-2.csv`, `pictures/<id>.png`: no folder but that one, no way out. */
const PART_NAME = /^(?:[a-z]+(?:-\d{1,4})?\.(?:json|csv)|pictures\/[0-9a-f]{64}\.[a-z0-9]{2,5})$/;

/** A study's zip whose directory was read and found possible; no part is unpacked yet. */
export interface OpenedZip {
  /** Bytes of each part, unpacked, by its name. */
  sizes: ReadonlyMap<string, number>;
  /** Unpacks one part. Rejects with `study-zip-missing`, `-unreadable`, `-too-large`. */
  read(part: string): Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * Looks at a study's zip: what is in it, and whether it can be that.
 * Rejects with `study-zip-unreadable`, `study-zip-path`, `study-zip-too-large`, `study-zip-too-many`,
 * `study-zip-double`.
 */
export async function openZip(file: Blob, bounds = BOUNDS): Promise<OpenedZip> {
  const refuse: RefuseZip = (fault, part) =>
    new AppError(`study-zip-${fault}`, { part: shown(part), most: bounds.parts });
  const entries = await readDirectory(file, bounds.parts, refuse);
  const stranger = entries.find(({ name }) => !PART_NAME.test(name));
  if (stranger) throw new AppError('study-zip-path', { path: shown(stranger.name) });
  withinBounds(entries, bounds, refuse);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    sizes: new Map(entries.map(({ name, size }) => [name, size])),
    async read(part) {
      const entry = byName.get(part);
      if (!entry) throw new AppError('study-zip-missing', { part });
      return unpacked(file, entry, refuse);
    }
  };
}

async function unpacked(file: Blob, entry: ZipEntry, refuse: RefuseZip) {
  const all = new Uint8Array(entry.size);
  let at = 0;
  for await (const bytes of entryBytes(file, entry, refuse)) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}

/** A hostile name may be long and hold anything. */
function shown(name: string): string {
  const plain = name.replaceAll(/\p{Control}/gu, '?');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
