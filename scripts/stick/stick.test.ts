import { createHash } from 'node:crypto';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_TYPES } from '../../src/sw/stick/contentTypes.ts';
import { STICK_LIST, stickListText, WORKER_CODE } from '../../src/sw/stick/stickPlan.ts';
import type { BuildFile, Part } from '../../src/sw/list.ts';
import facts from '../../src/ui/lab/landing/landingFacts.json' with { type: 'json' };
import { isInstalled, SERVERS, startStick, type ServerName } from '../../test/stickServer.mjs';
import { serveFolder } from '../lib/serve.mjs';
import { securityHeaders } from '../vite/headers.mjs';
import { checkStick } from './checkStick.mjs';
import { writeStick } from './writeStick.mjs';

const OWN = 'scripts/stick/folder';
let folder: string;
let dist: string;
const headers = securityHeaders('build', '', ['sha256-x']);
const pageHeaders = Object.fromEntries(
  ['download.html', 'served/w.js'].map((path) => [path, securityHeaders('build', path)])
);

const sum = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const small = () => join(folder, 'small');
const full = () => join(folder, 'full');
const pathsIn = async (root: string) =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

/** A build in small: a file of every kind and part, and the stick's own as they are. */
async function fakeBuild() {
  const files: BuildFile[] = [];
  const put = async (path: string, text: string, part: Part = 'shell') => {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), text);
    files.push({ path, sha256: sum(text), bytes: Buffer.byteLength(text), part });
  };
  await put('index.html', '<p>ä</p>');
  await put('download.html', '');
  await put('served/w.js', '1');
  for (const ending of Object.keys(CONTENT_TYPES)) await put(`assets/a b.${ending}`, ending);
  await put('shipped/answers.bin', '01');
  await put('models/pocket-llava/onnx/w.onnx', 'weights', 'model');
  await put('ort/ort.wasm', 'runtime', 'runtime');
  for (const name of await readdir(OWN))
    await put(`stick/${name}.txt`, await readFile(join(OWN, name), 'utf8'));
  await put(WORKER_CODE, 'code');
  await writeFile(join(dist, STICK_LIST), stickListText({ files, headers, pageHeaders }));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valueshift-stick-'));
  dist = join(folder, 'dist');
  await fakeBuild();
  await writeStick({ dist, out: full(), withModel: true });
  await writeStick({ dist, out: small(), withModel: false });
});
afterAll(() => rm(folder, { recursive: true }));

describe('a stick', () => {
  it('holds few things at its top, and starters that can be started', async () => {
    expect((await readdir(full())).sort()).toEqual([
      'PRINT.html',
      'SHA256SUMS.txt',
      'START.html',
      'app',
      'servers',
      'start-linux.sh',
      'start-mac.command',
      'start-windows.cmd'
    ]);
    for (const name of ['start-linux.sh', 'start-mac.command'])
      expect((await stat(join(full(), name))).mode & 0o111, name).toBe(0o111);
  });

  it('that was not finished has nothing to start, nor sums of an older one', async () => {
    const broken = join(folder, 'broken');
    await cp(dist, broken, { recursive: true });
    await writeFile(join(broken, 'shipped/answers.bin'), 'x');
    const out = join(folder, 'older');
    await writeStick({ dist, out, withModel: false });
    await expect(
      writeStick({ dist: broken, out, withModel: false, replace: true })
    ).rejects.toThrow(/answers\.bin is not the file/);
    expect((await readdir(out)).sort()).toEqual(['app', 'servers']);
  });

  it('without the model holds neither it nor its runtime, and its worker does not offer them', async () => {
    const left = (await pathsIn(full())).filter((path) => /models|ort\//.test(path));
    expect(left).toEqual(['app/models/pocket-llava/onnx/w.onnx', 'app/ort/ort.wasm']);
    const there = new Set(await pathsIn(small()));
    expect((await pathsIn(full())).filter((path) => !there.has(path))).toEqual(left);
    const worker = await readFile(join(small(), 'app/sw.js'), 'utf8');
    expect(worker).toMatch(/^self\.BUILD_LIST=\{.*\};\ncode$/s);
    expect(worker).not.toMatch(/onnx|ort\.wasm/);
  });

  it('is the same whenever it is written, and makes the same stick again', async () => {
    const again = join(folder, 'again');
    await writeStick({ dist: join(full(), 'app'), out: again, withModel: true });
    const sums = (root: string) => readFile(join(root, 'SHA256SUMS.txt'), 'utf8');
    expect(await sums(again)).toBe(await sums(full()));
    const smallAgain = join(folder, 'small again');
    await writeStick({ dist: join(small(), 'app'), out: smallAgain, withModel: false });
    expect(await sums(smallAgain)).toBe(await sums(small()));
  });

  it('names a damaged copy, and what else lies there', async () => {
    const copy = join(folder, 'copy');
    await writeStick({ dist, out: copy, withModel: false });
    expect(await checkStick(copy)).toMatchObject({ damaged: [], more: [] });
    await writeFile(join(copy, 'app/index.html'), 'other');
    await rm(join(copy, 'servers/serve.py'));
    await writeFile(join(copy, 'homework.txt'), '');
    await writeFile(join(copy, '.DS_Store'), '');
    const found = await checkStick(copy);
    expect(found?.damaged).toEqual([
      { path: 'app/index.html', fault: 'is damaged: it has other bytes' },
      { path: 'servers/serve.py', fault: 'is missing or cannot be read' }
    ]);
    expect(found?.more).toEqual(['homework.txt']);
    expect(await checkStick(dist)).toBeNull();
  });
});

describe('the command refuses', () => {
  it('a folder with other things in it, unless told', async () => {
    const used = join(folder, 'used');
    await mkdir(used);
    await writeFile(join(used, 'holiday.jpg'), 'mine');
    const write = (replace: boolean) => writeStick({ dist, out: used, withModel: false, replace });
    await expect(write(false)).rejects.toThrow(/holds other files \(holiday\.jpg\)/);
    expect(await readdir(used)).toEqual(['holiday.jpg']);
    await write(true);
    expect(await readFile(join(used, 'holiday.jpg'), 'utf8')).toBe('mine');
  });

  it('a build whose files are not the listed ones, or that has no model', async () => {
    const out = join(folder, 'none');
    const app = join(small(), 'app');
    await expect(writeStick({ dist: app, out, withModel: true })).rejects.toThrow(/no model/);
    const other = join(folder, 'other');
    await writeStick({ dist, out: other, withModel: false });
    await writeFile(join(other, 'app/index.html'), 'x');
    await expect(writeStick({ dist: join(other, 'app'), out, withModel: false })).rejects.toThrow(
      /index\.html is not the file/
    );
  });

  it('what is too large for a stick', async () => {
    const big = join(folder, 'big');
    await mkdir(join(big, 'stick'), { recursive: true });
    await writeFile(join(big, WORKER_CODE), '');
    await writeFile(join(big, 'x.bin'), '');
    await truncate(join(big, 'x.bin'), 21e6);
    const file = { path: 'x.bin', sha256: '0', bytes: 21e6, part: 'shell' as const };
    await writeFile(join(big, STICK_LIST), stickListText({ files: [file], headers, pageHeaders }));
    await expect(
      writeStick({ dist: big, out: join(folder, 'none'), withModel: false })
    ).rejects.toThrow(/most it may have/);
  });
});

/** Where a program is not there, its server is not asked. */
describe.each(Object.keys(SERVERS) as ServerName[])('served by %s', (name) => {
  const here = isInstalled(name);
  let server: Awaited<ReturnType<typeof startStick>> | undefined;
  let url = '';

  beforeAll(async () => {
    if (!here) return;
    server = await startStick(name, full(), 20_000 + Math.floor(Math.random() * 20_000));
    ({ url } = server);
  });
  afterAll(() => server?.stop());

  it('every file comes whole, with the headers of the table and our own server’s type', async ({
    skip
  }) => {
    if (!here) skip(`${name} is not installed here`);
    const app = join(full(), 'app');
    const ours = await serveFolder({ root: app });
    const paths = await pathsIn(app);
    expect(paths.length).toBeGreaterThan(25);
    for (const path of ['', ...paths]) {
      const address = path.split('/').map(encodeURIComponent).join('/');
      const response = await fetch(url + address);
      const file = path || 'index.html';
      expect(response.status, path).toBe(200);
      expect(Buffer.from(await response.arrayBuffer()), path).toEqual(
        await readFile(join(app, file))
      );
      for (const [header, value] of Object.entries(pageHeaders[file] ?? headers))
        expect(response.headers.get(header), `${header} of ${path}`).toBe(value);
      const { headers: wanted } = await fetch(ours.url + address, { method: 'HEAD' });
      for (const header of ['Content-Type', 'Cache-Control', 'Content-Length'])
        expect(response.headers.get(header), `${header} of ${path}`).toBe(wanted.get(header));
    }
    await ours.close();
  });

  it('gives out the app alone', async ({ skip }) => {
    if (!here) skip(`${name} is not installed here`);
    for (const path of ['%2e%2e/SHA256SUMS.txt', '..%2fservers/serve.json', 'none', 'assets', '%'])
      expect((await fetch(url + path)).status, path).toBe(404);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.headers.get('Content-Length')).toBe(String(Buffer.byteLength('<p>ä</p>')));
    expect(await head.text()).toBe('');
    expect((await fetch(url, { method: 'POST', body: 'x' })).ok).toBe(false);
  });

  it('takes the next port where one is taken', async ({ skip }) => {
    if (!here) skip(`${name} is not installed here`);
    const { port } = new URL(url);
    const second = await startStick(name, small(), Number(port));
    second.stop();
    expect(new URL(second.url).port).not.toBe(port);
  });
});

it('the servers that cannot be run everywhere read the same table', async () => {
  const script = await readFile(join(OWN, 'serve.ps1'), 'utf8');
  for (const key of ['headers', 'pageHeaders', 'types', 'files'])
    expect(script).toContain(`$table.${key}`);
  for (const name of await readdir(OWN))
    expect(await readFile(join(OWN, name), 'utf8'), name).not.toMatch(
      /Content-Security|same-origin/
    );
  // Windows reads these in the letters of its country.
  for (const name of ['serve.ps1', 'start-windows.cmd'])
    expect(await readFile(join(OWN, name), 'utf8'), name).toMatch(/^[\n -~]+$/);
});

it('the first page shows the figures that came with the app', async () => {
  const page = (await readFile(join(OWN, 'START.html'), 'utf8')).replace(/\s+/g, ' ');
  const { text, countryName, blank, shown, people, reach, ends } = facts.flag;
  const whole = (share: number) => Math.round(share * 100);
  expect(page).toContain(`>${text}<`);
  expect(page).toContain(
    `From ${ends[0]}, 0, to ${ends[1]}, 100: beside a blank picture the model answers at ${whole(blank)}, ` +
      `beside the flag of ${countryName} at ${whole(shown)}; people in ${countryName} are at ${whole(people)}.`
  );
  expect(page).toContain(`move the model by up to ${whole(reach)}.`);
  // 600 units wide, from 20 on.
  expect(page).toContain(`cx="${(20 + 600 * blank).toFixed(1)}"`);
  expect(page).toContain(`d="M${20 + 600 * shown} 59l`);
  expect(page).toContain(`d="M${(20 + 600 * people).toFixed(1)} 54v`);
});
