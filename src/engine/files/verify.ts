import { sha256 } from '../../core/digest.ts';
import { AppError } from '../../core/errors.ts';
import type { FileRecord } from '../../formats/fileRecord.ts';

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
