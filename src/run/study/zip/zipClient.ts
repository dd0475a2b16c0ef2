import { WorkerBridge } from '../../../workers/bridge.ts';
import type { Calls } from '../../../workers/connection.ts';
import type { ZipReader } from './zip.worker.ts';

/** Reads a zip off the main thread: a large study takes seconds. Rejects as the reader does. */
export const inZipWorker: ZipReader = {
  readParts: (file) => withReader((reader) => reader.readParts(file)),
  scoresInZip: (file) => withReader((reader) => reader.scoresInZip(file))
};

/** A worker for one reading: what it needed of memory goes with it. */
async function withReader<T>(work: (reader: Calls<ZipReader>) => Promise<T>): Promise<T> {
  const bridge = new WorkerBridge<ZipReader>({
    name: 'study zip',
    start: () => new Worker(new URL('./zip.worker.ts', import.meta.url), { type: 'module' })
  });
  try {
    return await bridge.call(work);
  } finally {
    bridge.end();
  }
}
