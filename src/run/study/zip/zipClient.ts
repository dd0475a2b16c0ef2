import { releaseProxy, wrap, type Remote } from 'comlink';
import { AppError } from '../../../core/errors.ts';
import type { ZipReader } from './zip.worker.ts';

/**
 * Reads a zip off the main thread: a large study takes seconds. Rejects as the reader does, with
 * `unexpected` where there can be no worker.
 */
export const inZipWorker = {
  readParts: (file: Blob) => withReader((reader) => reader.readParts(file)),
  scoresInZip: (file: Blob) => withReader((reader) => reader.scoresInZip(file))
};

async function withReader<T>(work: (reader: Remote<ZipReader>) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./zip.worker.ts', import.meta.url), { type: 'module' });
  const reader = wrap<ZipReader>(worker);
  const broken = new Promise<never>((_, reject) => {
    worker.onerror = ({ message }) => reject(new AppError('unexpected', { message }));
  });
  try {
    return await Promise.race([work(reader), broken]);
  } catch (thrown) {
    throw AppError.from(thrown);
  } finally {
    reader[releaseProxy]();
    worker.terminate();
  }
}
