/** `npm start`: sets up what is missing, builds when needed, serves the app, prints its address. */
import { parseArgs } from 'node:util';
import { ensureBuild } from './lib/build.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { Failure, runCommand } from './lib/failure.mjs';
import { inProjectRoot, parseOrFail } from './lib/commandLine.mjs';

const DEFAULT_PORT = 4310;
const PORTS_TRIED = 20;

const USAGE =
  'Usage: npm start -- [--port NUMBER] [--host]   (--host: reachable from other machines)';

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({ options: { port: { type: 'string' }, host: { type: 'boolean' } } })
  );
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Failure(`--port ${values.port} is not a port: give a number from 1 to 65535.`);
  }
  inProjectRoot();
  await ensureDependencies();
  const root = await ensureBuild();
  const server = await serveOnFreePort(root, port, values.host ? '0.0.0.0' : '127.0.0.1');
  console.log(`Valueshift is ready: ${server.url}   (stop with Ctrl+C)`);
  if (values.host) {
    console.log(
      'From other machines use https (a proxy in front): browsers keep WebGPU, threads and storage from plain http addresses.'
    );
  }
});

/**
 * @param {string} root
 * @param {number} first
 * @param {string} host
 */
async function serveOnFreePort(root, first, host) {
  // Needs a package, which on a fresh clone is there by now only.
  const { serveFolder } = await import('./lib/serve.mjs');
  for (let port = first; port < first + PORTS_TRIED && port <= 65535; port++) {
    try {
      return await serveFolder({ root, port, host });
    } catch (error) {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code;
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
      console.error(
        `Port ${port} is ${code === 'EACCES' ? 'not allowed' : 'busy'}, trying the next.`
      );
    }
  }
  throw new Failure(
    `No free port from ${first} on: stop another server or name a port with --port NUMBER.`
  );
}
