import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFolder } from './serve.mjs';

/** `VALUESHIFT_ABORTS=10000 npx vitest run scripts/lib/serve.test.ts` */
const ABORTS = Number(process.env.VALUESHIFT_ABORTS ?? 500);
const AT_ONCE = 25;
/** More than the system holds for a socket that nobody reads. */
const BIG = 64e6;

let folder: string;
let server: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valueshift-serve-'));
  const root = join(folder, 'dist');
  await mkdir(join(root, 'served'), { recursive: true });
  await mkdir(join(folder, 'other'));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(root, '.hidden'), 'secret');
  await writeFile(join(root, 'index.html'), 'page');
  await writeFile(join(root, 'digits.txt'), '0123456789');
  await writeFile(join(root, 'empty.txt'), '');
  for (const name of ['a.js', 'a.mjs', 'a.wasm', 'a.onnx', 'served/w.js'])
    await writeFile(join(root, name), '');
  await writeFile(join(folder, 'other', 'x.txt'), 'mounted');
  await writeFile(join(root, 'big.bin'), '');
  await truncate(join(root, 'big.bin'), BIG);
  server = await serveFolder({ root, mounts: { '/mounted/': join(folder, 'other') } });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, init?: RequestInit) => fetch(server.url + path, init);
const range = (bytes: string, more: HeadersInit = {}) =>
  ask('digits.txt', { headers: { Range: bytes, ...more } });

/** What `fetch` would tidy up or refuse goes over a socket of its own. Answer: the status. */
const raw = (line: string, header = 'Accept: */*') =>
  new Promise<number>((done, failed) => {
    const socket = connect(server.port, '127.0.0.1');
    let text = '';
    socket
      .on('data', (bytes) => (text += bytes.toString('latin1')))
      .on('error', failed)
      .on('close', () => {
        expect(text).not.toContain('secret');
        done(Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1]));
      });
    socket.write(`${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}\r\n\r\n`);
  });

/** Asks for the big file and hangs up at its first bytes. */
const hangUp = () =>
  new Promise<void>((done, failed) => {
    const socket = connect(server.port, '127.0.0.1');
    socket
      .on('data', () => socket.destroy())
      .on('error', failed)
      .on('close', () => done());
    socket.write('GET /big.bin HTTP/1.1\r\nHost: x\r\n\r\n');
  });

describe('downloads that are broken off', () => {
  it('leave no file open', async ({ skip }) => {
    const open = () => readdir('/proc/self/fd').then(({ length }) => length);
    if (!(await readdir('/proc/self/fd').catch(() => null))) skip('no /proc here');
    const before = await open();
    const work = async (count: number) => {
      for (let k = 0; k < count; k++) await hangUp();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, () => work(ABORTS / AT_ONCE)));
    // The server hears of the last ones a moment after they are gone.
    await expect.poll(open, { timeout: 20_000 }).toBeLessThan(before + AT_ONCE);
    expect((await ask('digits.txt')).status).toBe(200);
  });
});

describe('methods', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s', async (method) => {
    const response = await ask('', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('GET, HEAD');
    expect(await response.text()).not.toBe('page');
  });

  it('answers HEAD as GET, without the file', async () => {
    const [get, head] = [await ask('digits.txt'), await ask('digits.txt', { method: 'HEAD' })];
    expect(await head.text()).toBe('');
    for (const name of ['Content-Length', 'Content-Type', 'ETag', 'Accept-Ranges'])
      expect(head.headers.get(name), name).toBe(get.headers.get(name));
    expect(head.headers.get('Content-Length')).toBe('10');
    expect((await ask('none', { method: 'HEAD' })).status).toBe(404);
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=2-4', '234', '2-4'],
    ['bytes=7-', '789', '7-9'],
    ['bytes=-3', '789', '7-9'],
    ['bytes=-30', '0123456789', '0-9'],
    ['bytes=8-100', '89', '8-9']
  ])('%s', async (asked, text, told) => {
    const response = await range(asked);
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Range')).toBe(`bytes ${told}/10`);
    expect(response.headers.get('Content-Length')).toBe(String(text.length));
    expect(await response.text()).toBe(text);
  });

  it('says how long the file is that has no such bytes', async () => {
    for (const asked of ['bytes=10-', 'bytes=99-100']) {
      const response = await range(asked);
      expect(response.status, asked).toBe(416);
      expect(response.headers.get('Content-Range')).toBe('bytes */10');
    }
  });

  it.each(['lines=1-2', 'bytes=0-1,3-4'])('sends all of it for %s', async (asked) => {
    const response = await range(asked);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('0123456789');
  });

  it('joins no parts of two versions', async () => {
    const whole = await ask('digits.txt');
    const date = whole.headers.get('Last-Modified') as string;
    expect((await range('bytes=2-4', { 'If-Range': date })).status).toBe(206);
    for (const other of ['"another"', whole.headers.get('ETag') as string, 'W/"another"', 'Mon'])
      expect((await range('bytes=2-4', { 'If-Range': other })).status, other).toBe(200);
  });
});

describe('files', () => {
  it('answers a second visit with nothing new', async () => {
    const tag = (await ask('')).headers.get('ETag') as string;
    expect(await raw('GET /', `If-None-Match: ${tag}`)).toBe(304);
    expect(await raw('GET /', 'If-None-Match: "another"')).toBe(200);
  });

  it.each([
    ['', 'text/html; charset=utf-8'],
    ['a.js?v=1', 'text/javascript; charset=utf-8'],
    ['a.mjs', 'text/javascript; charset=utf-8'],
    ['a.wasm', 'application/wasm'],
    ['a.onnx', 'application/octet-stream'],
    ['mounted/x.txt', 'text/plain; charset=utf-8']
  ])('%s is %s', async (path, type) => {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(type);
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
  });

  it('has the policy of the file, whatever the address', async () => {
    const policy = async (path: string) => (await ask(path)).headers.get('Content-Security-Policy');
    expect(await policy('served/w.js')).toContain('http://127.0.0.1:*');
    expect(await policy('served/..%2findex.html')).toBe(await policy('index.html'));
  });

  it.each([
    ['GET /../secret.txt', 404],
    ['GET /..%2fsecret.txt', 404],
    ['GET /%2e%2e/secret.txt', 404],
    ['GET /..%5csecret.txt', 404],
    ['GET /mounted/../../secret.txt', 404],
    ['GET /mounted/..%2f..%2fsecret.txt', 404],
    ['GET //etc/passwd', 404],
    ['GET /%2fetc/passwd', 404],
    ['GET /.hidden', 404],
    ['GET /%2ehidden', 404],
    ['GET /served', 404],
    ['GET /served/', 404],
    ['GET /mounted/', 404],
    ['GET /digits.txt/', 404],
    ['GET /index.html%00.txt', 400],
    ['GET /%E0%A4%A', 400],
    ['GET /%', 400],
    ['GET /%zz', 400],
    [`GET /${'a'.repeat(5000)}`, 404],
    ['GET http://x/digits.txt', 200],
    ['OPTIONS *', 405],
    ['POST /', 405],
    ['GET *', 404],
    ['TRACE /', 405]
  ])('%s: %i', async (line, status) => {
    expect(await raw(line)).toBe(status);
  });
});
