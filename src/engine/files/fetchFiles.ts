import { AppError } from '../../core/errors.ts';
import type { LoadProgress } from '../engineApi.ts';
import type { FileRecord } from '../../formats/fileRecord.ts';
import type { Manifest } from './manifest.ts';
import type { ReadFile } from './stored/storedModel.ts';
import { assertPlausible } from './plausible.ts';
import { verifyFile } from './verify.ts';

export type FileBytes = Map<string, Uint8Array<ArrayBuffer>>;

/** Progress is reported at most this often per file. */
const REPORT_EVERY_BYTES = 1 << 20;

/**
 * Fetches files one after the other and checks each against the manifest. Nothing is handed on
 * unless all are right.
 * @param stored reads the files of a model kept on this device instead
 * @throws AppError `file-missing`, `file-size`, `file-corrupt`, `network`, `cancelled`; as
 *   `assertPlausible`
 */
export async function fetchFiles(
  folder: string,
  manifest: Manifest,
  files: readonly string[],
  onProgress: (progress: LoadProgress) => void,
  signal: AbortSignal,
  stored?: ReadFile
): Promise<FileBytes> {
  const read: ReadFile =
    stored ??
    ((file, record, onBytes, stop) => fetchOne(folder + file, file, record, onBytes, stop));
  const fetched: FileBytes = new Map();
  for (const file of files) {
    const record = manifest.files.get(file);
    if (!record) throw new AppError('file-missing', { file: folder + file, status: 404 });
    const report = (phase: LoadProgress['phase'], loadedBytes: number) =>
      onProgress({ phase, file, loadedBytes, totalBytes: record.bytes });
    const bytes = await read(file, record, (loaded) => report('fetch', loaded), signal);
    report('verify', bytes.length);
    await verifyFile(file, bytes, record);
    assertPlausible(file, bytes);
    fetched.set(file, bytes);
  }
  return fetched;
}

async function fetchOne(
  address: string,
  file: string,
  record: FileRecord,
  onBytes: (loaded: number) => void,
  signal: AbortSignal
): Promise<Uint8Array<ArrayBuffer>> {
  onBytes(0);
  let response: Response;
  try {
    response = await fetch(address, { signal });
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw new AppError('network', { file: address });
  }
  if (!response.ok || !response.body) {
    throw new AppError('file-missing', { file: address, status: response.status });
  }
  // Filled in place: the manifest tells the size, so nothing is copied twice.
  const bytes = new Uint8Array(record.bytes);
  let loaded = 0;
  let reported = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await readPart(reader, address, signal);
    if (done) break;
    if (loaded + value.length > bytes.length) {
      await reader.cancel();
      const found = loaded + value.length;
      throw new AppError('file-size', { file, expected: record.bytes, found });
    }
    bytes.set(value, loaded);
    loaded += value.length;
    if (loaded - reported >= REPORT_EVERY_BYTES) onBytes((reported = loaded));
  }
  return loaded === bytes.length ? bytes : bytes.slice(0, loaded);
}

async function readPart(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  file: string,
  signal: AbortSignal
) {
  try {
    return await reader.read();
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw new AppError('network', { file });
  }
}
