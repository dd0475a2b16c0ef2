import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import { AppError } from '../../core/errors.ts';
import type { Importer } from './importer.ts';
import type { Delimiter, Inspection, ReadSettings, Tally } from './types.ts';

/** The importer in its worker. */
export class ImportClient {
  readonly #worker: Worker;
  readonly #remote: Remote<Importer>;

  constructor() {
    this.#worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' });
    this.#remote = wrap<Importer>(this.#worker);
  }

  inspect(file: File, delimiter?: Delimiter): Promise<Inspection> {
    return told(this.#remote.inspect(file, delimiter));
  }

  read(file: File, settings: ReadSettings, onProgress: (share: number) => void): Promise<Tally> {
    return told(this.#remote.read(file, settings, proxy(onProgress)));
  }

  cancel(): void {
    void this.#remote.cancel();
  }

  dispose(): void {
    this.#remote[releaseProxy]();
    this.#worker.terminate();
  }
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    throw AppError.from(thrown);
  }
}
