import { AppError } from '../../../core/errors.ts';
import { cacheStore } from './cacheStore.ts';
import { opfsStore } from './opfsStore.ts';

/** Where bytes are kept: folders of named pieces. Faults are the browser's own. */
export interface FileStore {
  folders(): Promise<string[]>;
  /** Sizes in bytes by name; empty for a folder that is not there. */
  sizes(folder: string): Promise<Map<string, number>>;
  get(folder: string, name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** All or nothing is not promised: a piece can be torn when the page goes away. */
  put(folder: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(folder: string, name: string): Promise<void>;
  removeFolder(folder: string): Promise<void>;
}

/**
 * The origin's own file system, or Cache Storage where the browser has none (private windows).
 * @throws AppError `model-storage-missing` where it has neither
 */
export async function openFileStore(): Promise<FileStore> {
  const files = (await opfsStore()) ?? (await cacheStore());
  if (!files) throw new AppError('model-storage-missing');
  return files;
}
