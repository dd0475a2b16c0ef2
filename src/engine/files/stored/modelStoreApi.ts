import type { FolderFile } from '../folderFile.ts';
import type { Dtype } from '../variants.ts';
import type { Chunk } from './chunks.ts';
import type { StoredRecord } from './record.ts';
import type { DamagedFile, StoredModelEntry } from './modelStore.ts';

/** How far a long piece of work on files is, in bytes. */
export interface FilesProgress {
  phase: 'look' | 'copy' | 'check';
  done: number;
  total: number;
}
export type OnFilesProgress = (progress: FilesProgress) => void;

/** What the page asks of the worker that keeps models. Every method may reject with an `AppError`. */
export interface ModelFilesApi {
  list(): Promise<StoredModelEntry[]>;
  /** Copies and checks a model; resolves with its name. Nothing stays of one that is not right. */
  importFolder(files: FolderFile[], onProgress: OnFilesProgress): Promise<string>;
  importZip(archive: File, onProgress: OnFilesProgress): Promise<string>;
  /** Stops a running import or check; it rejects with `cancelled`. */
  cancel(): Promise<void>;
  /** Reads every byte; damaged pieces are dropped and count as missing. */
  check(model: string, onProgress: OnFilesProgress): Promise<DamagedFile[]>;
  remove(model: string): Promise<void>;
  /** Keeps which variant of the decoder is to be loaded; null: the engine's own choice. */
  choose(model: string, variant: Dtype | null): Promise<void>;
  /** A download's steps: announce, ask what is missing, hand over piece by piece, finish. */
  begin(record: StoredRecord): Promise<void>;
  missing(model: string): Promise<Chunk[]>;
  putChunk(model: string, chunk: Chunk, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  finish(model: string, onProgress: OnFilesProgress): Promise<void>;
}
