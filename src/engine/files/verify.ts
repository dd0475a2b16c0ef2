import { AppError } from '../../core/errors.ts';
import type { FileRecord } from './manifest.ts';

/** SHA-256 as 64 hex digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws AppError `file-size` or `file-corrupt`, naming the file, what was expected and found */
export async function verifyFile(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  expected: FileRecord
): Promise<void> {
  if (bytes.length !== expected.bytes) {
    throw new AppError('file-size', { file, expected: expected.bytes, found: bytes.length });
  }
  const found = await sha256(bytes);
  if (found !== expected.sha256) {
    throw new AppError('file-corrupt', { file, expected: expected.sha256, found });
  }
}
