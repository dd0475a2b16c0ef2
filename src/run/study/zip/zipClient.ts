import type { OnRead } from '../../../formats/studyZip/contents.ts';
import { WorkerBridge } from '../../../workers/bridge.ts';
import type { Calls } from '../../../workers/connection.ts';
import type { StudyParts } from './readParts.ts';
import type { ZipReader } from './zip.worker.ts';

/** How a reading is followed, and stopped: then it rejects as a worker does that ended. */
export interface FollowReading {
  onRead?: OnRead;
  signal?: AbortSignal;
}

/** Reads a zip off the main thread: a large study takes seconds. Rejects as the reader does. */
export const inZipWorker = {
  readParts: (file: Blob, { onRead, signal }: FollowReading = {}): Promise<StudyParts> =>
    withReader((reader) => reader.readParts(file, onRead), signal),
  scoresInZip: (file: Blob) => withReader((reader) => reader.scoresInZip(file))
};

/** A worker for one reading: what it needed of memory goes with it. */
async function withReader<T>(
  work: (reader: Calls<ZipReader>) => Promise<T>,
  signal?: AbortSignal
): Promise<T> {
  const bridge = new WorkerBridge<ZipReader>({
    name: 'study zip',
    start: () => new Worker(new URL('./zip.worker.ts', import.meta.url), { type: 'module' })
  });
  const stop = () => bridge.end();
  signal?.addEventListener('abort', stop);
  try {
    return await bridge.call(work);
  } finally {
    signal?.removeEventListener('abort', stop);
    bridge.end();
  }
}
