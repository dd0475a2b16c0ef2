import { Inflate } from 'fflate';
import { Breather } from '../../workers/breather.ts';
import type { RefuseZip, ZipEntry } from './zipDirectory.ts';

const LOCAL = { signature: 0x04034b50, length: 30 };
/** Bytes read at a time. */
const READ = 1 << 20;
/** Packed bytes unpacked at a time: they can grow to a thousand times as many. */
const PUSH = 1 << 14;
/** Packed bytes in a row from which nothing comes: whatever stands there, it is no data. */
const LONGEST_NOTHING = 1 << 18;

/**
 * A part's bytes, piece by piece, exactly as many as the directory says: one more or one less is
 * refused, so that a zip that lies about its sizes costs no more than one that does not.
 */
export async function* entryBytes(
  file: Blob,
  entry: ZipEntry,
  refuse: RefuseZip
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const start = await dataStart(file, entry);
  if (start === null) throw refuse('unreadable', entry.name);
  const pieces = piecesOf(file, start, start + entry.packed);
  let size = 0;
  for await (const bytes of entry.stored ? pieces : inflated(pieces, () => fail(entry, refuse))) {
    size += bytes.length;
    if (size > entry.size) throw refuse('too-large', entry.name);
    yield bytes;
  }
  if (size !== entry.size) throw refuse('unreadable', entry.name);
}

function fail(entry: ZipEntry, refuse: RefuseZip): never {
  throw refuse('unreadable', entry.name);
}

/** Null where no header stands before the part, or that of another one. */
async function dataStart(file: Blob, entry: ZipEntry): Promise<number | null> {
  const { offset, end, name, nameBytes, packed } = entry;
  const bytes = await file.slice(offset, offset + LOCAL.length + nameBytes).arrayBuffer();
  if (bytes.byteLength < LOCAL.length + nameBytes) return null;
  const header = new DataView(bytes);
  const [nameLength, extraLength] = [header.getUint16(26, true), header.getUint16(28, true)];
  const start = offset + LOCAL.length + nameLength + extraLength;
  const fits =
    header.getUint32(0, true) === LOCAL.signature &&
    nameLength === nameBytes &&
    new TextDecoder().decode(new Uint8Array(bytes, LOCAL.length)) === name &&
    start + packed <= end;
  return fits ? start : null;
}

async function* piecesOf(file: Blob, from: number, to: number) {
  for (let at = from; at < to; at += READ) {
    yield new Uint8Array(await file.slice(at, Math.min(at + READ, to)).arrayBuffer());
  }
}

async function* inflated(
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>,
  broken: () => never
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let came: Uint8Array<ArrayBuffer>[] = [];
  const inflate = new Inflate((bytes) => {
    if (bytes.length > 0) came.push(bytes as Uint8Array<ArrayBuffer>);
  });
  const breather = new Breather();
  let nothing = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PUSH) {
      const packed = piece.subarray(at, at + PUSH);
      try {
        inflate.push(packed, false);
      } catch {
        broken();
      }
      nothing = came.length > 0 ? 0 : nothing + packed.length;
      if (nothing > LONGEST_NOTHING) broken();
      yield* came;
      came = [];
      await breather.rest();
    }
  }
}
