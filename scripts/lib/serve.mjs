import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, relative, resolve, sep } from 'node:path';
import { securityHeaders } from '../vite/headers.mjs';
import { inlineHashes } from '../vite/pageIntegrity.mjs';
import { sendFile } from './sendFile.mjs';

/**
 * Serves a built app with the headers it needs: entity tags (so that a repeated visit transfers
 * nothing), byte ranges, no directory listing; GET and HEAD alone.
 * @param {object} options
 * @param {string} options.root folder of the build
 * @param {Record<string, string>} [options.mounts] URL path (with both slashes) to another folder
 * @param {number} [options.port] 0 takes any free one
 * @param {string} [options.host]
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>}
 *   rejects with the system's error (`EADDRINUSE`) when the port is taken
 */
export async function serveFolder({ root, mounts = {}, port = 0, host = '127.0.0.1' }) {
  const page = await readFile(join(root, 'index.html'), 'utf8').catch(() => '');
  const inline = inlineHashes(page);
  const places = Object.entries({ ...mounts, '/': root });
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
    const path = pathOf(request.url ?? '/');
    const [at, folder] = places.find(([at]) => path.startsWith(at)) ?? ['/', root];
    // By the file, not the address: `served/..%2findex.html` is the page, and has the page's policy.
    const headersFor = (/** @type {string | null} */ file) =>
      securityHeaders(
        'build',
        file === null ? '' : at + relative(resolve(folder), file).replaceAll(sep, '/'),
        inline
      );
    await sendFile(request, response, folder, path.slice(at.length) || 'index.html', headersFor);
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

/** @param {string} url as a request's first line has it: a proxy may send the whole address */
function pathOf(url) {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/)[0] ?? '';
  return path.startsWith('/') ? path : `/${path}`;
}
