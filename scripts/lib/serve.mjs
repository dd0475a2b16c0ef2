import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { securityHeaders } from '../vite/headers.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/plain; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pbf': 'application/octet-stream',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp'
};

/**
 * Serves a built app with the headers it needs: entity tags (so that a repeated visit transfers
 * nothing), byte ranges, no directory listing.
 * @param {object} options
 * @param {string} options.root folder of the build
 * @param {Record<string, string>} [options.mounts] URL path (with both slashes) to another folder
 * @param {number} [options.port] 0 takes any free one
 * @param {string} [options.host]
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 *   rejects with the system's error (`EADDRINUSE`) when the port is taken
 */
export async function serveFolder({ root, mounts = {}, port = 0, host = '127.0.0.1' }) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500, securityHeaders('build'));
      response.end();
    });
  });

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async function answer(request, response) {
    const file = locate(request.url ?? '/', root, mounts);
    const headers = securityHeaders('build', (request.url ?? '/').split(/[?#]/)[0]);
    const found = file ? await stat(file).catch(() => null) : null;
    if (!file || !found?.isFile()) {
      response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found');
      return;
    }
    const tag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
    const common = {
      ...headers,
      ETag: tag,
      'Cache-Control': 'no-cache',
      'Accept-Ranges': 'bytes',
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream'
    };
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304, common).end();
      return;
    }
    const range = byteRange(request.headers.range, found.size);
    if (range === 'unsatisfiable') {
      response.writeHead(416, { ...common, 'Content-Range': `bytes */${found.size}` }).end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: found.size - 1 };
    response.writeHead(range ? 206 : 200, {
      ...common,
      'Content-Length': end - start + 1,
      ...(range && { 'Content-Range': `bytes ${start}-${end}/${found.size}` })
    });
    if (request.method === 'HEAD' || found.size === 0) response.end();
    else
      createReadStream(file, { start, end })
        .on('error', () => response.destroy())
        .pipe(response);
  }

  await new Promise((done, failed) => {
    server.once('error', failed).listen(port, host, () => done(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return {
    url: `http://${name}:${address.port}/`,
    port: address.port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      })
  };
}

/**
 * @param {string} url
 * @param {string} root
 * @param {Record<string, string>} mounts
 * @returns {string | null} the file a URL stands for; null when it points outside
 */
function locate(url, root, mounts) {
  let path;
  try {
    path = decodeURIComponent(url.split(/[?#]/)[0] ?? '/');
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const [at, folder] = Object.entries(mounts).find(([at]) => path.startsWith(at)) ?? ['/', root];
  const inside = normalize(path.slice(at.length) || 'index.html');
  if (inside === '..' || inside.startsWith(`..${sep}`) || inside.startsWith(sep)) return null;
  return join(resolve(folder), inside);
}

/**
 * @param {string | undefined} header
 * @param {number} size
 * @returns {{ start: number, end: number } | 'unsatisfiable' | null} null: send everything
 */
function byteRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return null;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start > end ? 'unsatisfiable' : { start, end };
}
