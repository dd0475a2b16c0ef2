import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFolder } from '../lib/serve.mjs';
import { listFiles, type FileList } from '../vite/fileList.mjs';
import { securityHeaders } from '../vite/headers.mjs';
import { checkHost } from './checkHost.mjs';

let folder: string;
let list: FileList;
let server: Awaited<ReturnType<typeof serveFolder>>;
const file = (path: string) => join(folder, path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valueshift-verify-'));
  await mkdir(file('assets'));
  await writeFile(file('index.html'), '<script src="./assets/a.js" integrity="sha256-x"></script>');
  await writeFile(file('assets/a.js'), 'one');
  await writeFile(file('assets/b c.js'), 'two');
  await writeFile(file('download.html'), 'page');
  await writeFile(file('_headers'), 'hidden');
  await writeFile(file('files.json'), '{}');
  list = {
    format: 'valueshift-files-1',
    headers: securityHeaders('build'),
    pageHeaders: { 'download.html': securityHeaders('build', 'download.html') },
    files: await listFiles(folder)
  };
  server = await serveFolder({ root: folder });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

test('lists what a host gives out', () => {
  expect(list.files.map(({ path, bytes }) => [path, bytes])).toEqual([
    ['assets/a.js', 3],
    ['assets/b c.js', 3],
    ['download.html', 4],
    ['index.html', 58]
  ]);
});

test('finds nothing where all is right', async () => {
  const found = await checkHost(server.url, list);
  expect(found).toMatchObject({ files: 4, bytes: 68, fileFaults: [], headerFaults: [] });
  expect(found.observatory?.grade).toBe('A+');
});

test('names each file that is another, longer or gone', async () => {
  await writeFile(file('assets/a.js'), 'eno');
  await writeFile(file('download.html'), 'pages');
  await rm(file('assets/b c.js'));
  expect((await checkHost(server.url, list)).fileFaults).toEqual([
    { path: 'assets/a.js', fault: 'is another file (other bytes)' },
    { path: 'assets/b c.js', fault: 'answered with status 404' },
    { path: 'download.html', fault: 'is another file (5 bytes instead of 4)' }
  ]);
});

test('names headers that lack or differ, but leaves the host the time of its own https', async () => {
  const bare = createServer((_, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'origin');
    response.setHeader('Strict-Transport-Security', 'max-age=31536000');
    response.end('x');
  });
  await new Promise<void>((done) => void bare.listen(0, '127.0.0.1', done));
  try {
    const url = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
    const { headerFaults, observatory } = await checkHost(url, list);
    expect(
      headerFaults.map(({ name, lacking, other }) => [name, lacking.length, other.length])
    ).toEqual([
      ['Content-Security-Policy', 4, 0],
      ['Cross-Origin-Opener-Policy', 4, 0],
      ['Cross-Origin-Embedder-Policy', 4, 0],
      ['Cross-Origin-Resource-Policy', 4, 0],
      ['Permissions-Policy', 4, 0],
      ['Referrer-Policy', 0, 4]
    ]);
    // Of 100: no policy -25, any site may frame it -20, the referrer -5.
    expect(observatory).toMatchObject({ score: 50, grade: 'C' });
  } finally {
    bare.close();
    bare.closeAllConnections();
  }
});

test('says that nobody answers', async () => {
  await expect(checkHost('http://127.0.0.1:9/', list)).rejects.toThrow();
});
