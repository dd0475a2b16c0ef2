/** What is wrong with a zip; whoever reads one has sentences of its own. */
export type ZipFault = 'unreadable' | 'double' | 'too-large' | 'too-many';
/** The error for a fault of a part, or of the whole zip where there is no name. */
export type RefuseZip = (fault: ZipFault, part: string) => Error;

/** A part as the directory at a zip's end lists it. */
export interface ZipEntry {
  name: string;
  /** Bytes of its name, as it stands before the part once more. */
  nameBytes: number;
  /** Not packed: its bytes stand there as they are. */
  stored: boolean;
  /** Bytes in the zip, and unpacked. */
  packed: number;
  size: number;
  /** Where its header begins, and where the next thing does. */
  offset: number;
  end: number;
}

/** APPNOTE.TXT (PKWARE), chapter 4.3: signatures and lengths without the texts behind. */
const END = { signature: 0x06054b50, length: 22 };
const END_64 = { signature: 0x06064b50, length: 56 };
const LOCATOR_64 = { signature: 0x07064b50, length: 20 };
const ENTRY = { signature: 0x02014b50, length: 46 };
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
const IN_64 = 0xffffffff;
/** Bytes of the directory for each part that is allowed: a long path and what packers add. */
const DIRECTORY_ROOM = 512;

/**
 * Reads what a zip says of itself without unpacking a byte of it: names and sizes, also of zip64.
 * Refused are a name that stands twice, parts that share bytes, parts that are locked or packed in an
 * unusual way, and more parts than `most`.
 * @returns entries in the order of their bytes
 */
export async function readDirectory(
  file: Blob,
  most: number,
  refuse: RefuseZip
): Promise<ZipEntry[]> {
  const place = await findDirectory(file);
  if (!place) throw refuse('unreadable', '');
  const { at, bytes, count } = place;
  if (count > most || bytes > (most + 1) * DIRECTORY_ROOM) throw refuse('too-many', '');
  if (count === 0 || at + bytes > place.before) throw refuse('unreadable', '');
  const view = await viewOf(file, at, bytes);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let next = 0;
  while (next < bytes) {
    const read = entryAt(view, next);
    if (!read) throw refuse('unreadable', '');
    const { entry, length } = read;
    if (names.has(entry.name)) throw refuse('double', entry.name);
    names.add(entry.name);
    entries.push(entry);
    next += length;
  }
  if (entries.length !== count) throw refuse('unreadable', '');
  return apart(entries, at, refuse);
}

/** Each entry ends where the next begins, at the latest. */
function apart(entries: ZipEntry[], directory: number, refuse: RefuseZip): ZipEntry[] {
  entries.sort((a, b) => a.offset - b.offset);
  entries.forEach((entry, k) => {
    entry.end = entries[k + 1]?.offset ?? directory;
    const least = entry.offset + LOCAL_LENGTH + entry.nameBytes + entry.packed;
    if (least > entry.end) throw refuse('unreadable', entry.name);
  });
  return entries;
}

interface DirectoryPlace {
  at: number;
  bytes: number;
  count: number;
  /** Where what names its place begins, which comes behind it. */
  before: number;
}

async function findDirectory(file: Blob): Promise<DirectoryPlace | null> {
  const tail = Math.max(0, file.size - END.length - LONGEST_COMMENT);
  const view = await viewOf(file, tail, file.size - tail);
  for (let at = view.byteLength - END.length; at >= 0; at--) {
    if (view.getUint32(at, true) !== END.signature) continue;
    // The comment goes on to the file's end: so no other end can be hidden in it.
    if (at + END.length + view.getUint16(at + 20, true) !== view.byteLength) continue;
    const [disk, of] = [view.getUint16(at + 4, true), view.getUint16(at + 6, true)];
    const place = {
      count: view.getUint16(at + 10, true),
      bytes: view.getUint32(at + 12, true),
      at: view.getUint32(at + 16, true),
      before: tail + at
    };
    if (place.count === 0xffff || place.bytes === IN_64 || place.at === IN_64) {
      return (await findDirectory64(file, place.before)) ?? place;
    }
    return disk === 0 && of === 0 ? place : null;
  }
  return null;
}

async function findDirectory64(file: Blob, before: number): Promise<DirectoryPlace | null> {
  if (before < LOCATOR_64.length) return null;
  const locator = await viewOf(file, before - LOCATOR_64.length, LOCATOR_64.length);
  if (locator.getUint32(0, true) !== LOCATOR_64.signature) return null;
  const at = wide(locator, 8);
  if (at + END_64.length > before - LOCATOR_64.length) return null;
  const end = await viewOf(file, at, END_64.length);
  if (end.getUint32(0, true) !== END_64.signature) return null;
  return { count: wide(end, 32), bytes: wide(end, 40), at: wide(end, 48), before: at };
}

function entryAt(view: DataView, at: number): { entry: ZipEntry; length: number } | null {
  if (at + ENTRY.length > view.byteLength) return null;
  if (view.getUint32(at, true) !== ENTRY.signature) return null;
  const locked = (view.getUint16(at + 8, true) & 1) === 1;
  const method = view.getUint16(at + 10, true);
  const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((place) =>
    view.getUint16(at + place, true)
  ) as [number, number, number];
  const length = ENTRY.length + nameBytes + extraBytes + commentBytes;
  if (at + length > view.byteLength || locked || (method !== 0 && method !== 8)) return null;
  const start = at + ENTRY.length;
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, start, nameBytes));
  const sizes = sizesAt(view, at, start + nameBytes, extraBytes);
  if (!sizes || (method === 0 && sizes.size !== sizes.packed)) return null;
  return { entry: { name, nameBytes, stored: method === 0, ...sizes, end: 0 }, length };
}

/** Where one is too large for its field, it stands in the zip64 field behind the name. */
function sizesAt(view: DataView, at: number, extra: number, extraBytes: number) {
  const short = [24, 20, 42].map((place) => view.getUint32(at + place, true));
  let long = 0;
  let end = 0;
  for (let next = extra; next + 4 <= extra + extraBytes; next = end) {
    end = next + 4 + view.getUint16(next + 2, true);
    if (end > extra + extraBytes) break;
    if (view.getUint16(next, true) !== 1) continue;
    long = next + 4;
    break;
  }
  const found: number[] = [];
  for (const value of short) {
    if (value !== IN_64 || long === 0) found.push(value);
    else if (long + 8 > end) return null;
    else {
      found.push(wide(view, long));
      long += 8;
    }
  }
  const [size = NaN, packed = NaN, offset = NaN] = found;
  return { size, packed, offset };
}

/** 64 bits; beyond 2^53 it is larger than any file, which is all that matters then. */
const wide = (view: DataView, at: number) => Number(view.getBigUint64(at, true));

async function viewOf(file: Blob, at: number, bytes: number): Promise<DataView> {
  return new DataView(await file.slice(at, at + bytes).arrayBuffer());
}
