// Serves this copy of Valueshift on this computer alone, and opens it in the browser. Node 14 or newer.
import { spawn } from 'child_process';
import { createReadStream, readFileSync, statSync } from 'fs';
import { createServer } from 'http';

const here = (/** @type {string} */ path) => new URL(path, import.meta.url);
const table = JSON.parse(readFileSync(here('serve.json'), 'utf8'));
const files = new Set(table.files);
const wanted = process.argv.slice(2).find((word) => /^\d+$/.test(word));
const first = Number(wanted || 4321);

/** @type {import('http').RequestListener} */
function answer(request, response) {
  let path = '';
  try {
    const [asked = ''] = String(request.url).split(/[?#]/);
    path = decodeURIComponent(asked).replace(/^\/+/, '') || 'index.html';
  } catch {
    // An address that cannot be read names no file.
  }
  const known = files.has(path);
  const headers = { ...table.headers, ...(known && table.pageHeaders[path]) };
  const status = !/^(GET|HEAD)$/.test(String(request.method)) ? 405 : known ? 200 : 404;
  if (status !== 200) return void response.writeHead(status, headers).end();
  const file = here(`../app/${path.split('/').map(encodeURIComponent).join('/')}`);
  let bytes;
  try {
    bytes = statSync(file).size;
  } catch {
    return void response.writeHead(404, headers).end();
  }
  const type = table.types[String(path.split('.').pop())] || 'application/octet-stream';
  response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': bytes });
  if (request.method === 'HEAD') return void response.end();
  const stream = createReadStream(file);
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

/** @param {string} url */
function open(url) {
  if (process.argv.includes('--no-browser')) return;
  /** @type {Record<string, string[]>} */
  const ways = { win32: ['cmd', '/c', 'start', '', url], darwin: ['open', url] };
  const [command = '', ...args] = ways[process.platform] || ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true }).on('error', () => undefined);
}

/** @param {number} port */
function listen(port) {
  const server = createServer(answer);
  server.once('error', (error) => {
    if (port < first + 20) return void listen(port + 1);
    console.error(
      `No free port from ${first} on (${error.message}). Close other copies and try again.`
    );
    process.exitCode = 1;
  });
  server.listen(port, '127.0.0.1', () => {
    const url = `http://127.0.0.1:${port}/`;
    console.log(`Valueshift is ready: ${url}\nLeave this window open. Close it to stop.`);
    open(url);
  });
}
listen(first);
