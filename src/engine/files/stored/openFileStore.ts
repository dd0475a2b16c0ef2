import { AppError } from '../../../core/errors.ts';
import { cacheStore } from './cacheStore.ts';
import { opfsStore } from './opfsStore.ts';
import type { FileStore } from './fileStore.ts';

/**
 * The origin's own file system, or Cache Storage where the browser has none (private windows).
 * @throws AppError `model-storage-missing` where it has neither
 */
export async function openFileStore(): Promise<FileStore> {
  const files = (await opfsStore()) ?? (await cacheStore());
  if (!files) throw new AppError('model-storage-missing');
  return files;
}
