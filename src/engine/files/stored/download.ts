import { transfer } from 'comlink';
import { AppError } from '../../../core/errors.ts';
import type { ModelFilesApi } from './modelStoreApi.ts';
import type { Chunk } from './chunks.ts';
import { addressOf } from './hub.ts';
import type { StoredRecord } from './record.ts';

/** How far a download is, in bytes; `check` follows when all are there. */
export interface DownloadProgress {
  phase: 'fetch' | 'check';
  file: string;
  done: number;
  total: number;
}

export interface DownloadServices {
  files: Pick<ModelFilesApi, 'begin' | 'missing' | 'putChunk' | 'finish'>;
  /** Waits between tries that brought nothing. */
  wait(milliseconds: number): Promise<void>;
}

/** Tries in a row that bring not one piece, before the fault is told. */
const TRIES = 3;
/** What was damaged on its way is fetched again once; a second time it is the source that is wrong. */
const ROUNDS = 2;
const DAMAGE = ['model-file-wrong', 'model-files-damaged', 'model-files-missing'];

/**
 * Fetches what is missing of a model, piece by piece, and checks it all. Aborting keeps every whole
 * piece; the next call goes on from there.
 * @throws AppError `network`, `hub-refused`, `model-no-room`, `model-file-wrong`,
 *   `model-files-damaged`; an AbortError when stopped
 */
export async function download(
  record: StoredRecord,
  { files, wait }: DownloadServices,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal
): Promise<void> {
  const { model } = record;
  const total = record.files.reduce((sum, { bytes }) => sum + bytes, 0);
  await files.begin(record);
  for (let round = 1; ; round += 1) {
    await fetchMissing(record, total, { files, wait }, onProgress, signal);
    signal.throwIfAborted();
    try {
      await files.finish(model, ({ done }) =>
        onProgress({ phase: 'check', file: '', done, total })
      );
      return;
    } catch (thrown) {
      if (round === ROUNDS || !DAMAGE.includes(AppError.from(thrown).code)) throw thrown;
    }
  }
}

async function fetchMissing(
  record: StoredRecord,
  total: number,
  { files, wait }: DownloadServices,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal
): Promise<void> {
  for (let failures = 0; ;) {
    const missing = await files.missing(record.model);
    let done = total - missing.reduce((sum, { start, end }) => sum + end - start, 0);
    const before = done;
    try {
      for (const run of runsOf(missing)) {
        const file = (run[0] as Chunk).path;
        const address = addressOf(record, file) as string;
        const known = done;
        const put = async (chunk: Chunk, bytes: Uint8Array<ArrayBuffer>) => {
          // Handed over, not copied.
          await files.putChunk(record.model, chunk, transfer(bytes, [bytes.buffer]));
          done += chunk.end - chunk.start;
        };
        onProgress({ phase: 'fetch', file, done, total });
        await fetchRun(address, run, put, signal, (received) =>
          onProgress({ phase: 'fetch', file, done: Math.max(done, known + received), total })
        );
      }
      return;
    } catch (thrown) {
      signal.throwIfAborted();
      failures = done > before ? 1 : failures + 1;
      if (AppError.from(thrown).code !== 'network' || failures >= TRIES) throw thrown;
      await wait(1000 * failures);
    }
  }
}

/** Pieces of one file that follow each other: one request fetches them. */
export function runsOf(chunks: readonly Chunk[]): Chunk[][] {
  const runs: Chunk[][] = [];
  for (const chunk of chunks) {
    const last = runs.at(-1)?.at(-1);
    if (last?.path === chunk.path && last.index + 1 === chunk.index) runs.at(-1)?.push(chunk);
    else runs.push([chunk]);
  }
  return runs;
}

/** Streams a run of pieces, handing on each as soon as it is whole. */
async function fetchRun(
  address: string,
  run: readonly Chunk[],
  put: (chunk: Chunk, bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
  signal: AbortSignal,
  onReceived: (bytes: number) => void
): Promise<void> {
  const start = (run[0] as Chunk).start;
  const end = (run.at(-1) as Chunk).end;
  if (end === start) return put(run[0] as Chunk, new Uint8Array(0));
  const { reader, ranged } = await request(address, start, end, signal);
  // A server that knows no ranges sends the file from its beginning.
  const next = partsFrom(reader, ranged ? 0 : start, address, signal);
  let received = 0;
  try {
    for (const chunk of run) {
      const bytes = new Uint8Array(chunk.end - chunk.start);
      for (let filled = 0; filled < bytes.length;) {
        const part = await next(bytes.length - filled);
        bytes.set(part, filled);
        filled += part.length;
        onReceived((received += part.length));
      }
      await put(chunk, bytes);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

/** Gives a stream's bytes in parts of at most the length asked for, the first `skip` left out. */
function partsFrom(reader: Reader, skip: number, address: string, signal: AbortSignal) {
  let left = new Uint8Array(0);
  return async (most: number): Promise<Uint8Array<ArrayBuffer>> => {
    while (left.length === 0) {
      const { done, value } = await guarded(() => reader.read(), address, signal);
      if (done) throw new AppError('network', { file: address });
      left = value.subarray(Math.min(skip, value.length));
      skip = Math.max(0, skip - value.length);
    }
    const part = left.subarray(0, most);
    left = left.subarray(part.length);
    return part;
  };
}

async function request(
  address: string,
  start: number,
  end: number,
  signal: AbortSignal
): Promise<{ reader: Reader; ranged: boolean }> {
  const response = await guarded(
    () =>
      fetch(address, {
        credentials: 'omit',
        headers: { Range: `bytes=${start}-${end - 1}` },
        signal
      }),
    address,
    signal
  );
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new AppError('hub-refused', { repo: address, status: response.status });
  }
  return { reader: response.body.getReader(), ranged: response.status === 206 };
}

/** Whatever breaks on the way is the network's fault, unless it was stopped on purpose. */
async function guarded<T>(work: () => Promise<T>, file: string, signal: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw new AppError('network', { file });
  }
}
