import { proxy, transfer, wrap, type Remote } from 'comlink';
import { AppError } from '../../../core/errors.ts';
import type { ModelFile, ModelFilesApi, OnFilesProgress } from './modelStoreApi.ts';
import type { Chunk } from './chunks.ts';
import type { StoredRecord } from './record.ts';

/** The worker that keeps models, as the page sees it. Bytes are handed over, not copied. */
export class ModelFilesClient implements ModelFilesApi {
  #remote: Remote<ModelFilesApi> | null = null;

  list() {
    return this.#call((files) => files.list());
  }
  importFolder(folder: ModelFile[], onProgress: OnFilesProgress) {
    return this.#call((files) => files.importFolder(folder, proxy(onProgress)));
  }
  importZip(archive: File, onProgress: OnFilesProgress) {
    return this.#call((files) => files.importZip(archive, proxy(onProgress)));
  }
  cancel() {
    return this.#call((files) => files.cancel());
  }
  check(model: string, onProgress: OnFilesProgress) {
    return this.#call((files) => files.check(model, proxy(onProgress)));
  }
  remove(model: string) {
    return this.#call((files) => files.remove(model));
  }
  begin(record: StoredRecord) {
    return this.#call((files) => files.begin(record));
  }
  missing(model: string) {
    return this.#call((files) => files.missing(model));
  }
  putChunk(model: string, chunk: Chunk, bytes: Uint8Array<ArrayBuffer>) {
    return this.#call((files) => files.putChunk(model, chunk, transfer(bytes, [bytes.buffer])));
  }
  finish(model: string, onProgress: OnFilesProgress) {
    return this.#call((files) => files.finish(model, proxy(onProgress)));
  }

  async #call<T>(method: (files: Remote<ModelFilesApi>) => Promise<T>): Promise<T> {
    this.#remote ??= wrap<ModelFilesApi>(
      new Worker(new URL('./modelFiles.worker.ts', import.meta.url), { type: 'module' })
    );
    try {
      return await method(this.#remote);
    } catch (thrown) {
      throw AppError.from(thrown);
    }
  }
}
