import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../lib/failure.mjs';

/** @typedef {{ url: string, stop: () => Promise<void> }} Started */

/** Ready within this, or not at all: vLLM compiles at its first start. */
const READY_SECONDS = 600;

/** Of a server. On a machine that has other work, threads wait for each other: 1 is faster there. */
export const threads = () => process.env.VALUESHIFT_SERVER_THREADS ?? '2';

/**
 * Starts a server in the background, at low priority, and waits until it answers `/health`.
 * @param {{ command: string, args: string[], env?: NodeJS.ProcessEnv, port: number, log: string }} how
 *   `log`: file that its output goes to
 * @returns {Promise<Started>}
 */
export async function startServer({ command, args, env = {}, port, log }) {
  const url = `http://127.0.0.1:${port}`;
  if (await healthy(url)) throw new Failure(`Something answers at ${url} already: stop it first.`);
  const out = openSync(log, 'w');
  // A group of its own, so that the processes that it starts end with it.
  const child = spawn('nice', ['-n', '5', command, ...args], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', out, out]
  });
  const ended = new Promise((done) => child.once('exit', done).once('error', done));
  const stop = async () => {
    signal(child.pid, 'SIGTERM');
    await Promise.race([ended, wait(20_000)]);
    signal(child.pid, 'SIGKILL');
  };
  let over = false;
  void ended.then(() => (over = true));
  for (let second = 0; second < READY_SECONDS && !over; second++) {
    if (await healthy(url)) return { url, stop };
    await wait(1000);
  }
  await stop();
  throw new Failure(`${command} did not start: see ${log}.`);
}

/**
 * Stops the server when the work is done.
 * @template T
 * @param {Promise<Started>} starting
 * @param {(url: string) => Promise<T>} work
 */
export async function whileUp(starting, work) {
  const { url, stop } = await starting;
  try {
    return await work(url);
  } finally {
    await stop();
  }
}

/** @param {number | undefined} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    if (pid) process.kill(-pid, name);
  } catch {
    // Gone already.
  }
}

/** @param {string} url */
const healthy = (url) =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false
  );
