import { AppError } from '../core/errors.ts';
import { verifyFile } from '../engine/files/verify.ts';
import type { BuildFile } from './list.ts';

/** Requests that carry this header are none of the worker's business: whoever asks keeps it. */
export const PASS_THROUGH = 'x-valueshift-pass';

/** Room that is left for answers and pictures. */
const SPARE_BYTES = 50e6;

/**
 * Files kept on this device, each under its address and its SHA-256: versions share what did not
 * change, and a newer one never overwrites what an older one still serves.
 */
export class KeptFiles {
  readonly #scope: string;

  /** @param scope address of the app's folder; apps in other folders of a host keep their own */
  constructor(scope: string) {
    this.#scope = scope;
  }

  async get(file: BuildFile): Promise<Response | undefined> {
    return (await this.#cache()).match(this.#key(file));
  }

  /** A file that a tab of an older version asks for, whose list is gone. */
  async getAnyVersion(path: string): Promise<Response | undefined> {
    return (await this.#cache()).match(new URL(path, this.#scope), { ignoreSearch: true });
  }

  async kept(files: readonly BuildFile[]): Promise<boolean[]> {
    const keys = new Set((await (await this.#cache()).keys()).map(({ url }) => url));
    return files.map((file) => keys.has(this.#key(file)));
  }

  /**
   * Keeps a file, if every byte is right.
   * @throws AppError `file-size`, `file-corrupt`
   */
  async put(file: BuildFile, bytes: Uint8Array<ArrayBuffer>, type: string | null): Promise<void> {
    await verifyFile(file.path, bytes, file);
    const headers = { 'Content-Length': String(file.bytes), ...(type && { 'Content-Type': type }) };
    await (await this.#cache()).put(this.#key(file), new Response(bytes, { headers }));
  }

  /** Paths of all that is kept, of whatever version. */
  async paths(): Promise<string[]> {
    const keys = await (await this.#cache()).keys();
    return keys.map(({ url }) => url.slice(this.#scope.length).split('?')[0] as string);
  }

  /** Forgets what none of these files is. */
  async keepOnly(files: readonly BuildFile[]): Promise<void> {
    const cache = await this.#cache();
    const wanted = new Set(files.map((file) => this.#key(file)));
    const keys = await cache.keys();
    await Promise.all(keys.map((key) => !wanted.has(key.url) && cache.delete(key)));
  }

  #cache(): Promise<Cache> {
    return caches.open(keptCache(this.#scope));
  }

  #key(file: BuildFile): string {
    return new URL(`${file.path}?sha256=${file.sha256}`, this.#scope).href;
  }
}

/** Name of the cache of an app in this folder. */
export const keptCache = (scope: string) => `valueshift ${scope}`;

/** Is there room for so many bytes more? Where the browser does not tell: yes. */
export async function hasRoom(bytes: number): Promise<boolean> {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined || quota - usage >= bytes + SPARE_BYTES;
}

/**
 * Fetches a file past the worker and keeps it.
 * @param onBytes hears of the bytes so far
 * @throws AppError `network`, `file-missing`, `file-size`, `file-corrupt`; an `AbortError`
 */
export async function fetchAndKeep(
  file: BuildFile,
  scope: string,
  onBytes: (loaded: number) => void = () => undefined,
  signal?: AbortSignal
): Promise<void> {
  const get = async (cache: RequestCache) => {
    const { bytes, type } = await fetchWhole(file, scope, cache, onBytes, signal);
    await new KeptFiles(scope).put(file, bytes, type);
  };
  try {
    await get('default');
  } catch (thrown) {
    // The browser's own cache may still hold the file of an older version.
    const { code } = AppError.from(thrown);
    if (code !== 'file-size' && code !== 'file-corrupt') throw thrown;
    await get('reload');
  }
}

async function fetchWhole(
  file: BuildFile,
  scope: string,
  cache: RequestCache,
  onBytes: (loaded: number) => void,
  signal?: AbortSignal
) {
  const address = new URL(file.path, scope).href;
  const headers = { [PASS_THROUGH]: '1' };
  try {
    const response = await fetch(address, { cache, headers, ...(signal && { signal }) });
    if (!response.ok || !response.body) {
      throw new AppError('file-missing', { file: address, status: response.status });
    }
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let loaded = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      onBytes((loaded += value.length));
    }
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return { bytes, type: response.headers.get('Content-Type') };
  } catch (thrown) {
    if (signal?.aborted || thrown instanceof AppError) throw thrown;
    throw new AppError('network', { file: address });
  }
}
