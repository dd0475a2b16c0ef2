import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchFiles } from './fetchFiles.ts';
import { fetchManifest, parseManifest, type Manifest } from './manifest.ts';
import { sha256 } from '../../core/digest.ts';

const FOLDER = 'http://app.test/models/m/';
const bytesOf = (text: string) => new TextEncoder().encode(text);
const notAborted = new AbortController().signal;

async function manifestOf(files: Record<string, string>): Promise<Manifest> {
  const records = Object.entries(files).map(async ([name, text]) => {
    const bytes = bytesOf(text);
    return [name, { bytes: bytes.length, sha256: await sha256(bytes) }] as const;
  });
  return { hash: '', files: new Map(await Promise.all(records)) };
}

function serve(files: Record<string, string>): void {
  vi.stubGlobal('fetch', (url: string) => {
    const text = files[url.slice(FOLDER.length)];
    return Promise.resolve(
      text === undefined ? new Response('', { status: 404 }) : new Response(text)
    );
  });
}

afterEach(() => vi.unstubAllGlobals());

describe('fetchFiles', () => {
  const good = { 'a.json': '{}', 'b.onnx': 'weights' };

  it('hands on verified bytes and reports both phases', async () => {
    serve(good);
    const phases: string[] = [];
    const files = await fetchFiles(
      FOLDER,
      await manifestOf(good),
      Object.keys(good),
      ({ phase, file, loadedBytes, totalBytes }) =>
        phases.push(`${phase} ${file} ${loadedBytes}/${totalBytes}`),
      notAborted
    );
    expect(files.get('b.onnx')).toEqual(bytesOf('weights'));
    expect(phases).toEqual([
      'fetch a.json 0/2',
      'verify a.json 2/2',
      'fetch b.onnx 0/7',
      'verify b.onnx 7/7'
    ]);
  });

  const fetching = async (served: Record<string, string>) => {
    serve(served);
    const manifest = await manifestOf(good);
    return fetchFiles(FOLDER, manifest, Object.keys(good), () => undefined, notAborted);
  };

  it('names a changed byte with the checksum expected and found', async () => {
    await expect(fetching({ ...good, 'b.onnx': 'weighty' })).rejects.toMatchObject({
      code: 'file-corrupt',
      params: {
        file: 'b.onnx',
        expected: await sha256(bytesOf('weights')),
        found: await sha256(bytesOf('weighty'))
      }
    });
  });

  it('names a file that is too short or too long', async () => {
    for (const [text, found] of [
      ['weigh', 5],
      ['weights and more', 16]
    ] as const) {
      await expect(fetching({ ...good, 'b.onnx': text })).rejects.toMatchObject({
        code: 'file-size',
        params: { file: 'b.onnx', expected: 7, found }
      });
    }
  });

  it('names a missing file', async () => {
    await expect(fetching({ 'a.json': '{}' })).rejects.toMatchObject({
      code: 'file-missing',
      params: { file: `${FOLDER}b.onnx`, status: 404 }
    });
  });
});

describe('fetchManifest', () => {
  it('reads records and hashes the file itself', async () => {
    const text = JSON.stringify({ files: { 'a.json': { bytes: 2, sha256: 'a'.repeat(64) } } });
    serve({ 'manifest.json': text });
    const manifest = await fetchManifest(FOLDER, notAborted);
    expect(manifest.hash).toBe(await sha256(bytesOf(text)));
    expect(manifest.files.get('a.json')?.bytes).toBe(2);
  });

  it('says which model is not there', async () => {
    serve({});
    await expect(fetchManifest(FOLDER, notAborted)).rejects.toMatchObject({
      code: 'file-missing'
    });
  });

  it('refuses what is no manifest', () => {
    for (const text of ['', '{}', '{"files":{}}', '{"files":{"a":{"bytes":1,"sha256":"x"}}}']) {
      expect(() => parseManifest(text, 'f'), text).toThrow(/^manifest-unreadable/);
    }
  });
});
