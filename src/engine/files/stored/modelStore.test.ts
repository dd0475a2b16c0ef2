import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileStore } from './fileStore.ts';
import { CHUNK_BYTES, chunkName, chunksOf, sealedBytes } from './chunks.ts';
import { gitBlobId } from './gitBlob.ts';
import { chosenVariant, isSafePath, modelNameFrom, type StoredRecord } from './record.ts';
import { ModelStore } from './modelStore.ts';

function memoryFileStore(): FileStore & {
  bytes: Map<string, Map<string, Uint8Array<ArrayBuffer>>>;
} {
  const bytes = new Map<string, Map<string, Uint8Array<ArrayBuffer>>>();
  return {
    bytes,
    folders: async () => [...bytes.keys()],
    sizes: async (folder) =>
      new Map([...(bytes.get(folder) ?? [])].map(([name, { length }]) => [name, length])),
    get: async (folder, name) => bytes.get(folder)?.get(name)?.slice() ?? null,
    put: async (folder, name, content) => {
      bytes.set(folder, (bytes.get(folder) ?? new Map()).set(name, content.slice()));
    },
    remove: async (folder, name) => void bytes.get(folder)?.delete(name),
    removeFolder: async (folder) => void bytes.delete(folder)
  };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const hex = (algorithm: string, bytes: Uint8Array) =>
  createHash(algorithm).update(bytes).digest('hex');
const ignore = () => undefined;

const FILES = {
  'config.json': bytesOf('{}'),
  'onnx/a.onnx': new Uint8Array(CHUNK_BYTES + 5).fill(3)
};

function recordOf(files: Record<string, Uint8Array>, told = true): StoredRecord {
  return {
    version: 1,
    model: 'm',
    title: 'M',
    origin: { kind: 'folder', name: 'm' },
    files: Object.entries(files).map(([path, bytes]) => ({
      path,
      bytes: bytes.length,
      sha256: told ? hex('sha256', bytes) : null
    })),
    manifest: null,
    addedAt: 1
  };
}

describe('the chosen variant', () => {
  it('is kept beside what came, and can be left to the engine again', async () => {
    const models = new ModelStore(memoryFileStore());
    await filled(models);
    await models.finish('m', ignore);
    await models.choose('m', 'q4');
    expect(await models.record('m')).toEqual({ ...recordOf(FILES), variant: 'q4' });
    expect(chosenVariant(await models.record('m'))).toBe('q4');
    expect((await models.list())[0]).toMatchObject({ complete: true });
    // The same model announced again keeps every piece.
    await models.begin(recordOf(FILES));
    expect(await models.missing('m')).toEqual([]);
    await models.choose('m', null);
    expect(await models.record('m')).toEqual(recordOf(FILES));
    await expect(models.choose('other', 'q4')).rejects.toThrow(/^model-file-lost/);
  });

  it('that is not known here is none', async () => {
    const files = memoryFileStore();
    const text = JSON.stringify({ ...recordOf(FILES), variant: 'q3' });
    await files.put('m', 'record.json', bytesOf(text));
    expect(chosenVariant(await new ModelStore(files).record('m'))).toBeUndefined();
  });
});

async function filled(models: ModelStore, files: Record<string, Uint8Array<ArrayBuffer>> = FILES) {
  await models.begin(recordOf(files));
  for (const chunk of await models.missing('m')) {
    const bytes = files[chunk.path] as Uint8Array<ArrayBuffer>;
    await models.putChunk('m', chunk, bytes.slice(chunk.start, chunk.end));
  }
}

describe('ModelStore', () => {
  it('makes a model usable only when every byte is there and right', async () => {
    const files = memoryFileStore();
    const models = new ModelStore(files);
    await filled(models);
    expect((await models.list())[0]?.complete).toBe(false);
    await models.finish('m', ignore);
    expect((await models.list())[0]).toMatchObject({ complete: true, totalBytes: CHUNK_BYTES + 7 });
    const manifest = JSON.parse(
      new TextDecoder().decode(files.bytes.get('m')?.get('manifest.json'))
    );
    expect(manifest.files['config.json'].sha256).toBe(hex('sha256', FILES['config.json']));
  });

  it('names missing files', async () => {
    const models = new ModelStore(memoryFileStore());
    await models.begin(recordOf(FILES));
    await expect(models.finish('m', ignore)).rejects.toMatchObject({
      code: 'model-files-missing',
      params: { files: 'config.json, onnx/a.onnx' }
    });
  });

  // Each run reads some 8 MB several times, on a machine that may be busy.
  it(
    'finds any changed or torn byte and asks for that piece again, alone',
    { timeout: 60_000 },
    async () => {
      const second = chunksOf('onnx/a.onnx', CHUNK_BYTES + 5)[1]!;
      await fc.assert(
        fc.asyncProperty(fc.nat(sealedBytes(second) - 1), fc.boolean(), async (at, torn) => {
          const files = memoryFileStore();
          const models = new ModelStore(files);
          await filled(models, { 'onnx/a.onnx': FILES['onnx/a.onnx'] });
          await models.finish('m', ignore);
          const pieces = files.bytes.get('m')!;
          const sealed = pieces.get(chunkName(second))!;
          if (torn) pieces.set(chunkName(second), sealed.slice(0, at));
          else sealed[at]! ^= 1;
          expect(await models.check('m', ignore)).toEqual([
            expect.objectContaining({ path: 'onnx/a.onnx', found: null })
          ]);
          expect(await models.missing('m')).toEqual([second]);
          expect((await models.list())[0]?.complete).toBe(false);
        }),
        { numRuns: 3 }
      );
    }
  );

  it('drops a file that came wrong, with both checksums named', async () => {
    const models = new ModelStore(memoryFileStore());
    const record = recordOf(FILES);
    await models.begin(record);
    for (const chunk of await models.missing('m')) {
      await models.putChunk('m', chunk, new Uint8Array(chunk.end - chunk.start).fill(3));
    }
    await expect(models.finish('m', ignore)).rejects.toMatchObject({
      code: 'model-file-wrong',
      params: { file: 'config.json', expected: record.files[0]?.sha256 }
    });
    expect((await models.missing('m')).map(({ path }) => path)).toEqual(['config.json']);
  });

  it('compares small files of the hub with git’s id', async () => {
    const good = {
      path: 'a.json',
      bytes: 2,
      sha256: null,
      gitBlob: await gitBlobId(bytesOf('{}'))
    };
    expect(good.gitBlob).toBe(hex('sha1', bytesOf('blob 2\0{}')));
    for (const [text, right] of [
      ['{}', true],
      ['[]', false]
    ] as const) {
      const models = new ModelStore(memoryFileStore());
      await models.begin({ ...recordOf({}), files: [good] });
      await models.putChunk('m', chunksOf('a.json', 2)[0]!, bytesOf(text));
      const finishing = models.finish('m', ignore).then(
        () => true,
        () => false
      );
      expect(await finishing).toBe(right);
    }
  });

  it('keeps the pieces of the same model, and starts another one anew', async () => {
    const models = new ModelStore(memoryFileStore());
    await filled(models);
    await models.begin(recordOf(FILES));
    expect(await models.missing('m')).toEqual([]);
    await models.begin(recordOf({ ...FILES, 'config.json': bytesOf('[]') }));
    expect(await models.missing('m')).toHaveLength(3);
    // Without checksums there is no telling whether it is the same.
    await filled(models);
    await models.begin(recordOf(FILES, false));
    expect(await models.missing('m')).toHaveLength(3);
  });

  it('refuses a piece of another length', async () => {
    const models = new ModelStore(memoryFileStore());
    await models.begin(recordOf(FILES));
    const [chunk] = await models.missing('m');
    await expect(models.putChunk('m', chunk!, bytesOf('{'))).rejects.toThrow(/^file-size/);
  });
});

describe('chunksOf', () => {
  it('covers a file without gap or overlap', () => {
    fc.assert(
      fc.property(fc.nat(5 * CHUNK_BYTES), (bytes) => {
        const chunks = chunksOf('a', bytes);
        expect(chunks[0]?.start).toBe(0);
        expect(chunks.at(-1)?.end).toBe(bytes);
        chunks.slice(1).forEach(({ start }, at) => expect(start).toBe(chunks[at]?.end));
      })
    );
  });
});

describe('paths and names', () => {
  it('stay inside the folder', () => {
    for (const path of ['a.json', 'onnx/a.onnx_data_1', 'a..b/c'])
      expect(isSafePath(path)).toBe(true);
    const tricks = ['', '..', '../a', 'a/../b', '/a', 'a/', 'a//b', './a', 'a\\b', 'C:a', 'a\0b'];
    for (const path of tricks) expect(isSafePath(path), path).toBe(false);
  });

  it('never lead out of the folder, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(modelNameFrom(text)).toMatch(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
        if (isSafePath(text)) {
          const inside = new URL(text.split('/').map(encodeURIComponent).join('/'), 'http://a/m/');
          expect(inside.pathname.startsWith('/m/')).toBe(true);
        }
      })
    );
  });
});
