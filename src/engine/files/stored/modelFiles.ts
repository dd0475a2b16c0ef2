import { AppError } from '../../../core/errors.ts';
import type { FolderFile } from '../folderFile.ts';
import type { ModelFilesApi, OnFilesProgress } from './modelStoreApi.ts';
import { openFileStore } from './openFileStore.ts';
import type { Dtype } from '../variants.ts';
import type { Chunk } from './chunks.ts';
import { copyModel, planImport } from './importModel.ts';
import { assertRoom } from './room.ts';
import type { StoredRecord } from './record.ts';
import { ModelStore, type DamagedFile, type StoredModelEntry } from './modelStore.ts';
import { folderSource, zipSource, type Source } from './sources.ts';

/** The models on this device, inside their worker. */
export class ModelFiles implements ModelFilesApi {
  #opened: Promise<ModelStore> | null = null;
  #work: AbortController | null = null;

  list(): Promise<StoredModelEntry[]> {
    return this.#guarded(async (models) => models.list());
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
    return this.#guarded(async (models) => {
      const signal = this.#begin();
      const total = await totalOf(models, model);
      return withModelLock(model, () =>
        models.check(model, (done) => {
          signal.throwIfAborted();
          onProgress({ phase: 'check', done, total });
        })
      );
    });
  }

  remove(model: string): Promise<void> {
    return this.#guarded((models) => withModelLock(model, () => models.remove(model)));
  }

  choose(model: string, variant: Dtype | null): Promise<void> {
    return this.#guarded((models) => withModelLock(model, () => models.choose(model, variant)));
  }

  begin(record: StoredRecord): Promise<void> {
    return this.#guarded(async (models) => {
      await models.begin(record);
      const missing = await models.missing(record.model);
      await assertRoom(missing.reduce((sum, { start, end }) => sum + end - start, 0));
    });
  }

  missing(model: string): Promise<Chunk[]> {
    return this.#guarded((models) => models.missing(model));
  }

  putChunk(model: string, chunk: Chunk, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#guarded((models) => models.putChunk(model, chunk, bytes));
  }

  finish(model: string, onProgress: OnFilesProgress): Promise<void> {
    return this.#guarded(async (models) => {
      const total = await totalOf(models, model);
      await models.finish(model, (done) => onProgress({ phase: 'check', done, total }));
    });
  }

  #import(
    open: (signal: AbortSignal) => Promise<Source>,
    onProgress: OnFilesProgress
  ): Promise<string> {
    return this.#guarded(async (models) => {
      const signal = this.#begin();
      onProgress({ phase: 'look', done: 0, total: 0 });
      const source = await open(signal);
      const plan = await planImport(source, models, Date.now());
      const { model } = plan.record;
      await assertRoom(plan.totalBytes);
      await withModelLock(model, async () => {
        try {
          await copyModel(plan, source, models, onProgress, signal);
        } catch (thrown) {
          // The folder or archive is still there: half a copy is of no use.
          await models.remove(model).catch(() => undefined);
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
  async #guarded<T>(work: (models: ModelStore) => Promise<T>): Promise<T> {
    try {
      this.#opened ??= openFileStore().then((files) => new ModelStore(files));
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

async function totalOf(models: ModelStore, model: string): Promise<number> {
  const record = await models.record(model);
  return (record?.files ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
}

function toFault(thrown: unknown): AppError {
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'AbortError') return new AppError('cancelled');
  if (name === 'QuotaExceededError') return new AppError('model-disk-full');
  if (name === 'NoModificationAllowedError') return new AppError('model-busy', { model: '' });
  return AppError.from(thrown);
}
