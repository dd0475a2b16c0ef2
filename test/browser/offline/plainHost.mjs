import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json'
};

const FOLDER = '/class/valueshift/';

/**
 * A static host as a school may have one: the app in a sub-folder, no header but the type, the
 * browser's cache allowed nothing, so that `asked` counts every file that the page wants.
 * @param {string} root folder of the build
 */
export async function plainHost(root) {
  /** @type {string[]} */
  const asked = [];
  /** @type {Map<string, Buffer | null>} */
  const changed = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url?.split('?')[0] ?? '');
    const file = path.startsWith(FOLDER) ? path.slice(FOLDER.length) || 'index.html' : null;
    if (file === null) return void response.writeHead(404).end();
    asked.push(file);
    const instead = changed.get(file);
    if (instead === null) return void request.socket.destroy();
    const bytes = instead ? Promise.resolve(instead) : readFile(join(root, file));
    bytes.then(
      (body) =>
        response
          .writeHead(200, {
            'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
            'Content-Length': body.length,
            'Cache-Control': 'no-store'
          })
          .end(body),
      () => response.writeHead(404).end()
    );
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}/`,
    url: `http://127.0.0.1:${port}${FOLDER}`,
    /** Files asked for so far. */
    asked,
    /** Other bytes for a file from now on; null breaks the connection. */
    change: (/** @type {string} */ file, /** @type {Buffer | null} */ bytes) =>
      changed.set(file, bytes),
    /** The file as it was built. */
    restore: (/** @type {string} */ file) => changed.delete(file),
    close: () =>
      new Promise((done) => {
        server.close(() => done(undefined));
        server.closeAllConnections();
      })
  };
}
