import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import { AppError } from '../../../core/errors.ts';

/** Bytes of the archive that are unpacked at a time; they can grow much when unpacked. */
const STEP_BYTES = 1 << 18;

/** A path of an archive and what to do with its bytes; null: skip it. */
export type Visit = (path: string) => ((bytes: Uint8Array<ArrayBuffer>) => Promise<void>) | null;

/**
 * Reads an archive from front to back, never all of it in memory.
 * @param visit asked for each entry, folders left out, before its first byte
 * @throws AppError `zip-unreadable`, and whatever the visitor throws
 */
export async function unpackModelZip(
  archive: Blob,
  name: string,
  visit: Visit,
  signal: AbortSignal
): Promise<void> {
  const waiting: { take: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>; bytes: Uint8Array }[] =
    [];
  let fault: unknown = null;
  let entries = 0;
  const unzip = new Unzip((entry: UnzipFile) => {
    entries += 1;
    if (fault || entry.name.endsWith('/')) return;
    try {
      const take = visit(entry.name);
      if (!take) return;
      entry.ondata = (error, bytes) => {
        if (error) fault ??= new AppError('zip-unreadable', { name });
        else waiting.push({ take, bytes });
      };
      entry.start();
    } catch (thrown) {
      fault = thrown;
    }
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < archive.size; at += STEP_BYTES) {
    signal.throwIfAborted();
    const step = new Uint8Array(await archive.slice(at, at + STEP_BYTES).arrayBuffer());
    try {
      unzip.push(step, at + STEP_BYTES >= archive.size);
    } catch {
      throw new AppError('zip-unreadable', { name });
    }
    for (const { take, bytes } of waiting.splice(0)) {
      if (!fault) await take(bytes as Uint8Array<ArrayBuffer>);
    }
    if (fault) throw fault instanceof Error ? fault : new AppError('zip-unreadable', { name });
  }
  if (entries === 0) throw new AppError('zip-unreadable', { name });
}
