import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';

/**
 * @typedef {object} FakeHub
 * @property {string} origin
 * @property {{ path: string, start: number, sent: number }[]} sent bytes of file content, per request
 * @property {(path: string, bytes: number) => void} stall hold this file's answer after so many bytes
 * @property {() => void} release
 * @property {() => Promise<void>} close
 */

const REVISION = '0123456789abcdef0123456789abcdef01234567';

/**
 * A server of its own origin that answers as the model hub does: a listing with sizes and checksums,
 * redirects to files, byte ranges, headers for other origins.
 * @param {Map<string, Buffer>} files
 * @param {object} [options]
 * @param {Record<string, string>} [options.claims] SHA-256 to claim in place of the true one
 * @param {boolean} [options.moved] only the newest revision is there
 * @param {string} [options.type] `model_type` to name
 * @param {number} [options.status] to refuse the listing with
 * @param {Record<string, number>} [options.sizes] bytes to announce in place of the true ones
 * @returns {Promise<FakeHub>}
 */
export async function fakeHub(
  files,
  { claims = {}, moved = false, type = '', status = 200, sizes = {} } = {}
) {
  /** @type {FakeHub['sent']} */
  const sent = [];
  let stalled = { path: '', bytes: 0 };
  /** @type {(() => void)[]} */
  const held = [];
  const server = createServer((request, response) => {
    const cors = { 'Access-Control-Allow-Origin': '*' };
    const url = new URL(request.url ?? '/', 'http://hub');
    if (url.pathname.startsWith('/api/models/')) {
      const asked = url.pathname.split('/revision/')[1] ?? 'main';
      if (status !== 200 || (moved && asked !== 'main')) {
        response.writeHead(status === 200 ? 404 : status, cors).end();
        return;
      }
      const siblings = [...files]
        .map(([rfilename, bytes]) => sibling(rfilename, bytes, claims))
        .map((one) => ({ ...one, size: sizes[one.rfilename] ?? one.size }));
      const config = type ? { model_type: type } : undefined;
      response.writeHead(200, { ...cors, 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ sha: asked === 'main' ? REVISION : asked, siblings, config }));
      return;
    }
    const [, path = ''] = url.pathname.split(/\/resolve\/[0-9a-f]{40}\//);
    if (path && !url.searchParams.has('cdn')) {
      response.writeHead(302, { ...cors, Location: `${url.pathname}?cdn` }).end();
      return;
    }
    const bytes = files.get(decodeURIComponent(path));
    if (!bytes) {
      response.writeHead(404, cors).end();
      return;
    }
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const [start, end] = range ? [Number(range[1]), Number(range[2]) + 1] : [0, bytes.length];
    response.writeHead(range ? 206 : 200, { ...cors, 'Content-Length': end - start });
    const most = stalled.path === path ? stalled.bytes : Infinity;
    const part = bytes.subarray(start, Math.min(end, start + most));
    sent.push({ path, start, sent: part.length });
    if (part.length === end - start) response.end(part);
    else {
      response.write(part);
      held.push(() => response.destroy());
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    sent,
    stall: (path, bytes) => (stalled = { path, bytes }),
    release: () => {
      stalled = { path: '', bytes: 0 };
      for (const end of held.splice(0)) end();
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      })
  };
}

/**
 * @param {string} rfilename
 * @param {Buffer} bytes
 * @param {Record<string, string>} claims
 */
function sibling(rfilename, bytes, claims) {
  const size = bytes.length;
  const blobId = createHash('sha1').update(`blob ${size}\0`).update(bytes).digest('hex');
  // Like the hub: large files have a SHA-256, small ones git's id only.
  if (!rfilename.includes('onnx')) return { rfilename, size, blobId };
  const sha256 = claims[rfilename] ?? createHash('sha256').update(bytes).digest('hex');
  return { rfilename, size, blobId, lfs: { sha256, size } };
}

/**
 * A folder's files by path.
 * @param {string} folder
 * @returns {Promise<Map<string, Buffer>>}
 */
export async function filesOf(folder) {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const entries = files.map(async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    return /** @type {const} */ ([file.slice(folder.length + 1), await readFile(file)]);
  });
  return new Map(await Promise.all(entries));
}
