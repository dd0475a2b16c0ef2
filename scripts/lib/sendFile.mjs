import { send } from '@fastify/send';
import { extname } from 'node:path';
import { pipeline } from 'node:stream/promises';

const OCTETS = 'application/octet-stream';

/**
 * Where we say something else than the library's table: what standards have called scripts since
 * (RFC 9239), text that a browser is to show, bytes that it does not know.
 * @type {Record<string, string>}
 */
const TYPES = {
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/plain; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm'
};

/** @type {Record<number, string>} */
const WORDS = {
  400: 'This address cannot be read',
  403: 'Not found',
  404: 'Not found',
  405: 'Only GET and HEAD',
  412: 'The file is another by now',
  416: 'The file has no such bytes',
  500: 'The file could not be read'
};

/**
 * Answers a request with a file of a folder, or with a line that says why not: ranges, HEAD and
 * conditions as RFC 9110 has them, no folders, no dot files, nothing outside. Whoever hangs up
 * closes the file.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} folder
 * @param {string} path below it, as it stands in the address: encoded
 * @param {(file: string | null) => Record<string, string>} headersFor a file on this disk; null: none
 * @returns {Promise<void>} when all is sent, or nobody listens any more
 */
export async function sendFile(request, response, folder, path, headersFor) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(request, response, 405, headersFor(null));
  }
  // Entity tags here are weak, which no part of a file can be joined by (RFC 9110, 13.1.5).
  if (/^\s*W\//.test(String(request.headers['if-range'] ?? ''))) delete request.headers.range;
  const found = await send(request, path, {
    root: folder,
    index: false,
    cacheControl: false,
    // "The last 500 bytes" of a shorter file are all of it, which the library refuses.
    onFile: (_, { size }) => {
      const last = /^bytes=-(\d+)$/.exec(request.headers.range ?? '')?.[1];
      if (last && Number(last) > size) request.headers.range = 'bytes=0-';
    }
  });
  if (found.type === 'directory') return refuse(request, response, 404, headersFor(null));
  if (found.type === 'error') {
    const range = found.headers['Content-Range'];
    if (range) response.setHeader('Content-Range', range);
    return refuse(request, response, found.statusCode, headersFor(null));
  }
  const { path: file } = found.metadata;
  const type = TYPES[extname(file)] ?? found.headers['Content-Type'] ?? OCTETS;
  response.writeHead(found.statusCode, {
    ...found.headers,
    ...(found.statusCode !== 304 && { 'Content-Type': type }),
    'Cache-Control': 'no-cache',
    ...headersFor(file)
  });
  // Unlike `pipe`, this closes the file of a download that is broken off.
  await pipeline(found.stream, response).catch(() => response.destroy());
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {Record<string, string>} headers
 */
function refuse(request, response, status, headers) {
  const words = WORDS[status] ?? 'Not found';
  response.writeHead(status === 403 ? 404 : status, {
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(words),
    'Cache-Control': 'no-store'
  });
  response.end(request.method === 'HEAD' ? undefined : words);
}
