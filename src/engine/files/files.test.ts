import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchFiles } from './fetchFiles.ts';
import { fetchManifest, parseManifest, type Manifest } from './manifest.ts';
import { dataFilesOf, neededFiles } from './neededFiles.ts';
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

describe('neededFiles', () => {
  const standard = [
    'config.json',
    'onnx/vision_encoder_quantized.onnx',
    'onnx/embed_tokens_quantized.onnx',
    'onnx/decoder_model_merged_quantized.onnx',
    'onnx/decoder_model_merged_quantized.onnx_data',
    'onnx/decoder_model_merged_quantized.onnx_data_1',
    'onnx/decoder_model_merged_q4.onnx',
    'README.md'
  ];
  const manifestOfNames = (names: string[]): Manifest => ({
    hash: '',
    files: new Map(names.map((name) => [name, { bytes: 1, sha256: '' }]))
  });

  it('takes one decoder of one precision', () => {
    const needed = neededFiles(manifestOfNames(standard), 'm');
    expect(needed).toMatchObject({ dtype: 'q8', packed: null, files: standard.slice(0, 6) });
    expect(dataFilesOf(needed)).toEqual({
      'vision_encoder_quantized.onnx': 0,
      'embed_tokens_quantized.onnx': 0,
      'decoder_model_merged_quantized.onnx': 2
    });
  });

  it('puts the packed decoder in the standard one’s place, over the same weights', () => {
    const packed = 'onnx/decoder_model_packed_quantized.onnx';
    const needed = neededFiles(manifestOfNames([...standard, packed]), 'm');
    expect(needed.packed).toBe(packed);
    expect(needed.decoder).toBe('onnx/decoder_model_merged_quantized.onnx');
    expect(needed.files).not.toContain('onnx/decoder_model_merged_quantized.onnx');
    expect(needed.files).toContain('onnx/decoder_model_merged_quantized.onnx_data_1');
  });

  it('mixes precisions where it must, and takes halves for a device that computes in them', () => {
    const mixed = [
      'onnx/vision_encoder_fp16.onnx',
      'onnx/embed_tokens_fp16.onnx',
      'onnx/decoder_model_merged_q4.onnx',
      'onnx/decoder_model_merged_q4f16.onnx'
    ];
    const on = (halves: boolean) => neededFiles(manifestOfNames(mixed), 'm', halves).dtype;
    expect(on(false)).toBe('q4, vision_encoder fp16, embed_tokens fp16');
    expect(on(true)).toBe('q4f16, vision_encoder fp16, embed_tokens fp16');
  });

  it('names a model without a complete set', () => {
    expect(() => neededFiles(manifestOfNames(standard.slice(2)), 'm')).toThrow(/^model-incomplete/);
  });
});
