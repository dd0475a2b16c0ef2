import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipPart {
  name: string;
  bytes: Uint8Array;
  /** Pictures are packed already. */
  packed: boolean;
  /** Can be started where it is unpacked, by systems that ask for leave. */
  executable?: boolean;
}

/** Rights in a zip, as Unix has them in the upper half: read and run by all. */
const EXECUTABLE = 0o100755 * 0x10000;
const UNIX = 3;
/** Packed bytes that are kept in memory; then the browser may lay them on its disk. */
const IN_MEMORY = 1 << 25;

/** Bytes packed at a time; the page draws between two. */
const CHUNK = 1 << 18;

/**
 * A zip of parts that come one after the other; all carry the same date.
 * @param onPacked bytes of a part that are packed, and all of them; what it throws ends the work
 */
export async function writeZip(
  parts: AsyncIterable<ZipPart>,
  date: Date,
  onPacked: (done: number, total: number) => void = () => undefined
): Promise<Blob> {
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  const blobs: Blob[] = [];
  const layDown = () => {
    blobs.push(new Blob(chunks));
    chunks = [];
    waiting = 0;
  };
  let fault: unknown = null;
  const zip = new Zip((error, chunk) => {
    if (error) fault ??= error;
    else {
      chunks.push(chunk.slice());
      waiting += chunk.length;
      if (waiting > IN_MEMORY) layDown();
    }
  });
  for await (const { name, bytes, packed, executable } of parts) {
    const part = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 9 });
    part.mtime = date;
    if (executable) Object.assign(part, { os: UNIX, attrs: EXECUTABLE });
    zip.add(part);
    for (let at = 0; at === 0 || at < bytes.length; at += CHUNK) {
      part.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
      onPacked(Math.min(at + CHUNK, bytes.length), bytes.length);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  zip.end();
  if (fault) throw fault;
  layDown();
  return new Blob(blobs, { type: 'application/zip' });
}
