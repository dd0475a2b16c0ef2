import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFileStore } from './openFileStore.ts';
import { cacheStore } from './cacheStore.ts';

/** Cache Storage with the few methods that are used; addresses as a page on `http://app.test` has them. */
function fakeCache() {
  const kept = new Map<string, Response>();
  const whole = (url: string) => new URL(url, 'http://app.test').href;
  return {
    keys: async () => [...kept.keys()].map((url) => ({ url })),
    match: async (url: string) => kept.get(whole(url))?.clone(),
    put: async (url: string, response: Response) => void kept.set(whole(url), response),
    delete: async (url: string) => kept.delete(whole(url))
  };
}

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('cacheStore', () => {
  beforeEach(() => {
    const cache = fakeCache();
    vi.stubGlobal('caches', { open: async () => cache });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('keeps bytes under folder and name, and gives them back', async () => {
    const files = (await cacheStore())!;
    await files.put('m', 'onnx%2Fa~0', bytes(1, 2, 3));
    await files.put('m', 'onnx%2Fa~0', bytes(4, 5));
    await files.put('other', 'b', bytes());
    expect(await files.get('m', 'onnx%2Fa~0')).toEqual(bytes(4, 5));
    expect(await files.get('m', 'onnx/a~0')).toBeNull();
    expect(await files.sizes('m')).toEqual(new Map([['onnx%2Fa~0', 2]]));
    expect(await files.sizes('other')).toEqual(new Map([['b', 0]]));
    expect((await files.folders()).sort()).toEqual(['m', 'other']);
  });

  it('removes a piece, or a folder and nothing else', async () => {
    const files = (await cacheStore())!;
    for (const folder of ['m', 'm2']) await files.put(folder, 'a', bytes(1));
    await files.remove('m', 'a');
    expect(await files.folders()).toEqual(['m2']);
    await files.put('m', 'a', bytes(1));
    await files.removeFolder('m');
    expect(await files.folders()).toEqual(['m2']);
    await files.removeFolder('never');
  });

  it('is what stands in where there is no file system', async () => {
    const files = await openFileStore();
    await files.put('m', 'a', bytes(7));
    expect(await (await cacheStore())!.get('m', 'a')).toEqual(bytes(7));
  });

  it('is not there where the browser has none either', async () => {
    vi.unstubAllGlobals();
    await expect(openFileStore()).rejects.toThrow(/^model-storage-missing/);
  });
});
