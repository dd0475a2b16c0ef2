import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipPart {
  name: string;
  bytes: Uint8Array;
  /** Pictures are packed already. */
  packed: boolean;
}

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
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let fault: unknown = null;
  const zip = new Zip((error, chunk) => {
    if (error) fault ??= error;
    else chunks.push(chunk.slice());
  });
  for await (const { name, bytes, packed } of parts) {
    const part = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 9 });
    part.mtime = date;
    zip.add(part);
    for (let at = 0; at === 0 || at < bytes.length; at += CHUNK) {
      part.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
      onPacked(Math.min(at + CHUNK, bytes.length), bytes.length);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  zip.end();
  if (fault) throw fault;
  return new Blob(chunks, { type: 'application/zip' });
}
