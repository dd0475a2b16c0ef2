import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { Failure } from './failure.mjs';

const OLDEST_NODE = [20, 19];

/**
 * Installs the locked dependencies when they are missing or older than the lockfile. Needs nothing
 * but Node itself, so that it is the first thing a fresh clone can run.
 */
export async function ensureDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_NODE;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    throw new Failure(
      `Node ${process.versions.node} is too old: install Node ${OLDEST_NODE.join('.')} or newer.`
    );
  }
  const lock = await stat('package-lock.json').catch(() => null);
  // npm writes this file at the end of every installation.
  const installed = await stat('node_modules/.package-lock.json').catch(() => null);
  if (installed && (!lock || installed.mtimeMs >= lock.mtimeMs)) return;
  console.error('Installing the dependencies (npm ci) …');
  // Building and testing take them all, whatever NODE_ENV the shell has.
  const code = await npm(['ci', '--no-audit', '--include=dev']);
  if (code !== 0) {
    throw new Failure(
      `npm ci failed (exit code ${code}): check the lines above and your connection to the package registry.`
    );
  }
}

/**
 * @param {string[]} args
 * @returns {Promise<number | null>} exit code
 */
function npm(args) {
  const cli = process.env.npm_execpath;
  const [command, all] = cli ? [process.execPath, [cli, ...args]] : ['npm', args];
  return new Promise((done, failed) => {
    spawn(command, all, { stdio: ['ignore', process.stderr, process.stderr] })
      .once('error', () => failed(new Failure('npm was not found: install it together with Node.')))
      .once('close', done);
  });
}
