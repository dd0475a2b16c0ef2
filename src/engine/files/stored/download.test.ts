import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../core/errors.ts';
import { CATALOGUE } from '../../catalogue.ts';
import { CHUNK_BYTES, chunksOf, type Chunk } from './chunks.ts';
import { download, runsOf } from './download.ts';
import { choicesOf, parseListing, hubRecord } from './hub.ts';

const REVISION = 'a'.repeat(40);
const bytes = Uint8Array.from({ length: 2 * CHUNK_BYTES + 10 }, (_, at) => (at >> 12) & 255);
const entry = CATALOGUE[0]!;

const sibling = (rfilename: string, size: number) => ({
  rfilename,
  size,
  blobId: 'b'.repeat(40),
  ...(rfilename.endsWith('.onnx') ? { lfs: { sha256: 'c'.repeat(64) } } : {})
});
const parts = (suffix: string, size: number) =>
  ['vision_encoder', 'embed_tokens', 'decoder_model_merged'].map((part) =>
    sibling(`onnx/${part}${suffix}.onnx`, size)
  );

describe('the hub’s listing', () => {
  it('offers each precision with its own size, smallest first', () => {
    const listing = parseListing('a/b', {
      sha: REVISION,
      siblings: [
        sibling('config.json', 10),
        sibling('README.md', 999),
        ...parts('', 400),
        ...parts('_q4', 50),
        ...parts('_quantized', 100),
        sibling('onnx/decoder_model_merged_quantized.onnx_data', 7)
      ]
    });
    const offered = choicesOf(listing).map(({ variant, bytes: size }) => [variant, size]);
    expect(offered).toEqual([
      ['q4', 160],
      ['q8', 317],
      ['fp32', 1210]
    ]);
  });

  it('is refused where it is none, or would write elsewhere', () => {
    for (const answer of [null, {}, { sha: 'main', siblings: [] }, { sha: REVISION }]) {
      expect(() => parseListing('a/b', answer)).toThrow(/^hub-answer/);
    }
    const siblings = [sibling('../../a', 1)];
    expect(() => parseListing('a/b', { sha: REVISION, siblings })).toThrow(/^model-path/);
    expect(() => choicesOf({ repo: 'a/b', revision: REVISION, files: [] })).toThrow(
      /^model-incomplete/
    );
  });
});

/** Files of one model that come by `fetch`, and what was asked for. */
function services(answer: (start: number, end: number) => Response) {
  const kept = new Map<number, Uint8Array>();
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (_: string, { headers }: { headers: { Range: string } }) => {
    asked.push(headers.Range);
    const [, start, end] = /bytes=(\d+)-(\d+)/.exec(headers.Range) as unknown as string[];
    return answer(Number(start), Number(end) + 1);
  });
  const files = {
    begin: async () => undefined,
    missing: async () => chunksOf('a.onnx', bytes.length).filter(({ index }) => !kept.has(index)),
    putChunk: async (_: string, chunk: Chunk, content: Uint8Array) =>
      void kept.set(chunk.index, content),
    finish: vi.fn(async () => undefined)
  };
  return { kept, asked, files, wait: async () => undefined };
}

const file = { path: 'a.onnx', bytes: bytes.length, sha256: null };
const record = hubRecord(
  entry,
  { repo: 'a/b', revision: REVISION, files: [file] },
  { variant: 'q4', files: [file] },
  'https://hub.test',
  1
);
const whole = (kept: Map<number, Uint8Array>) =>
  Buffer.concat([0, 1, 2].map((at) => kept.get(at)!));
const range = (start: number, end: number) =>
  new Response(bytes.slice(start, end), { status: 206 });
const ignore = () => undefined;
const going = new AbortController().signal;

describe('download', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('asks once for pieces that follow each other', async () => {
    const hub = services(range);
    await download(record, hub, ignore, going);
    expect(hub.asked).toEqual([`bytes=0-${bytes.length - 1}`]);
    expect(whole(hub.kept).equals(bytes)).toBe(true);
  });

  it('goes on behind the last whole piece when the connection breaks', async () => {
    let broken = false;
    const hub = services((start, end) => {
      if (broken) return range(start, end);
      broken = true;
      return range(start, CHUNK_BYTES + 100);
    });
    await download(record, hub, ignore, going);
    expect(hub.asked[1]).toBe(`bytes=${CHUNK_BYTES}-${bytes.length - 1}`);
    expect(whole(hub.kept).equals(bytes)).toBe(true);
  });

  it('reads a server without ranges from its beginning', async () => {
    const hub = services(() => new Response(bytes));
    hub.kept.set(0, bytes.slice(0, CHUNK_BYTES));
    await download(record, hub, ignore, going);
    expect(whole(hub.kept).equals(bytes)).toBe(true);
  });

  it('tells what stays broken after a few tries, and what is refused at once', async () => {
    const dead = services(() => {
      throw new TypeError('Failed to fetch');
    });
    await expect(download(record, dead, ignore, going)).rejects.toThrow(/^network/);
    expect(dead.asked).toHaveLength(3);
    const gone = services(() => new Response('', { status: 404 }));
    await expect(download(record, gone, ignore, going)).rejects.toThrow(/^hub-refused/);
    expect(gone.asked).toHaveLength(1);
  });

  it('fetches what was damaged on its way again, once', async () => {
    const hub = services(range);
    hub.files.finish.mockImplementation(async () => {
      hub.kept.delete(1);
      throw new AppError('model-file-wrong', { file: 'a.onnx', expected: 'x', found: 'y' });
    });
    await expect(download(record, hub, ignore, going)).rejects.toThrow(/^model-file-wrong/);
    expect(hub.asked).toHaveLength(2);
    expect(hub.asked[1]).toBe(`bytes=${CHUNK_BYTES}-${2 * CHUNK_BYTES - 1}`);
  });

  it('keeps whole pieces when it is stopped', async () => {
    const stop = new AbortController();
    const hub = services(range);
    const put = hub.files.putChunk;
    hub.files.putChunk = async (model, chunk, content) => {
      await put(model, chunk, content);
      stop.abort();
    };
    // A real fetch ends with its signal; this one shows the same at the next try.
    const stopped = download(record, hub, ignore, stop.signal);
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(hub.kept.size).toBeGreaterThan(0);
    expect(hub.files.finish).not.toHaveBeenCalled();
  });
});

describe('runsOf', () => {
  it('joins neighbours of one file only', () => {
    const a = chunksOf('a', 3 * CHUNK_BYTES);
    const b = chunksOf('b', 1);
    expect(runsOf([a[0]!, a[2]!, ...b]).map((run) => run.length)).toEqual([1, 1, 1]);
    expect(runsOf([...a, ...b]).map((run) => run.length)).toEqual([3, 1]);
  });
});
