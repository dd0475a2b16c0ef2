import { AppError } from '../../core/errors.ts';
import { fetchAndKeep, hasRoom } from '../../sw/keptFiles.ts';
import type { BuildFile } from '../../sw/list.ts';

export const bytesOf = (files: readonly BuildFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Keeps files one after the other, from this page: a service worker would be put to sleep in the
 * middle of a slow download. What is finished stays when it is stopped or breaks off.
 * @param scope address of the app's folder
 * @param onBytes bytes that have come so far, of all files
 * @throws AppError `offline-no-room`, and as `fetchAndKeep`; an `AbortError`
 */
export async function keepFiles(
  files: readonly BuildFile[],
  scope: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal
): Promise<void> {
  const bytes = bytesOf(files);
  if (!(await hasRoom(bytes))) {
    throw new AppError('offline-no-room', { neededMB: Math.ceil(bytes / 1e6) });
  }
  let before = 0;
  for (const file of files) {
    await fetchAndKeep(file, scope, (loaded) => onBytes(before + loaded), signal);
    before += file.bytes;
  }
}
