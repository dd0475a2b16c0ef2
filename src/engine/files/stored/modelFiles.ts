import { AppError } from '../../../core/errors.ts';
import type { FolderFile, ModelFilesApi, OnFilesProgress } from './api.ts';
import { openBox } from './box.ts';
import type { Chunk } from './chunks.ts';
import { copyModel, planImport } from './importModel.ts';
import { assertRoom } from './room.ts';
import type { StoredRecord } from './record.ts';
import { Shelf, type DamagedFile, type ShelfEntry } from './shelf.ts';
import { folderSource, zipSource, type Source } from './sources.ts';

/** The models on this device, inside their worker. */
export class ModelFiles implements ModelFilesApi {
  #opened: Promise<Shelf> | null = null;
  #work: AbortController | null = null;

  list(): Promise<ShelfEntry[]> {
    return this.#guarded(async (shelf) => shelf.list());
  }

  importFolder(files: FolderFile[], onProgress: OnFilesProgress): Promise<string> {
    return this.#import(() => folderSource(files), onProgress);
  }

  importZip(archive: File, onProgress: OnFilesProgress): Promise<string> {
    return this.#import((signal) => zipSource(archive, signal), onProgress);
  }

  async cancel(): Promise<void> {
    this.#work?.abort();
  }

  check(model: string, onProgress: OnFilesProgress): Promise<DamagedFile[]> {
    return this.#guarded(async (shelf) => {
      const signal = this.#begin();
      const total = await totalOf(shelf, model);
      return withModelLock(model, () =>
        shelf.check(model, (done) => {
          signal.throwIfAborted();
          onProgress({ phase: 'check', done, total });
        })
      );
    });
  }

  remove(model: string): Promise<void> {
    return this.#guarded((shelf) => withModelLock(model, () => shelf.remove(model)));
  }

  begin(record: StoredRecord): Promise<void> {
    return this.#guarded(async (shelf) => {
      await shelf.begin(record);
      const missing = await shelf.missing(record.model);
      await assertRoom(missing.reduce((sum, { start, end }) => sum + end - start, 0));
    });
  }

  missing(model: string): Promise<Chunk[]> {
    return this.#guarded((shelf) => shelf.missing(model));
  }

  putChunk(model: string, chunk: Chunk, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#guarded((shelf) => shelf.putChunk(model, chunk, bytes));
  }

  finish(model: string, onProgress: OnFilesProgress): Promise<void> {
    return this.#guarded(async (shelf) => {
      const total = await totalOf(shelf, model);
      await shelf.finish(model, (done) => onProgress({ phase: 'check', done, total }));
    });
  }

  #import(
    open: (signal: AbortSignal) => Promise<Source>,
    onProgress: OnFilesProgress
  ): Promise<string> {
    return this.#guarded(async (shelf) => {
      const signal = this.#begin();
      onProgress({ phase: 'look', done: 0, total: 0 });
      const source = await open(signal);
      const plan = await planImport(source, shelf, Date.now());
      const { model } = plan.record;
      await assertRoom(plan.totalBytes);
      await withModelLock(model, async () => {
        try {
          await copyModel(plan, source, shelf, onProgress, signal);
        } catch (thrown) {
          // The folder or archive is still there: half a copy is of no use.
          await shelf.remove(model).catch(() => undefined);
          throw thrown;
        }
      });
      return model;
    });
  }

  #begin(): AbortSignal {
    this.#work?.abort();
    this.#work = new AbortController();
    return this.#work.signal;
  }

  /** The promise is kept, and forgotten on failure, so that the next call tries again. */
  async #guarded<T>(work: (shelf: Shelf) => Promise<T>): Promise<T> {
    try {
      this.#opened ??= openBox().then((box) => new Shelf(box));
      return await work(await this.#opened);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) this.#opened = null;
      throw toFault(thrown);
    }
  }
}

/** One writer a model, over all tabs. @throws AppError `model-busy` */
async function withModelLock<T>(model: string, work: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return work();
  return navigator.locks.request(`model-files-${model}`, { ifAvailable: true }, (lock) => {
    if (!lock) throw new AppError('model-busy', { model });
    return work();
  });
}

async function totalOf(shelf: Shelf, model: string): Promise<number> {
  const record = await shelf.record(model);
  return (record?.files ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
}

function toFault(thrown: unknown): AppError {
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'AbortError') return new AppError('cancelled');
  if (name === 'QuotaExceededError') return new AppError('model-disk-full');
  if (name === 'NoModificationAllowedError') return new AppError('model-busy', { model: '' });
  return AppError.from(thrown);
}
