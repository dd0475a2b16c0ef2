import { readFile } from 'node:fs/promises';
import { Failure } from '../lib/failure.mjs';

const LOOK_EVERY_MS = 200;

/**
 * Watches the process that renders a context's one page, and runs its workers.
 * @param {import('playwright-core').BrowserContext} context
 */
export async function watchRenderer(context) {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Failure('This browser tells nothing of its processes.');
  const processes = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo;
  const renderers = (await processes()).filter(({ type }) => type === 'renderer');
  let peakMB = 0;
  // Chromium sets the system's own high-water mark back now and then.
  const watch = setInterval(async () => {
    peakMB = Math.max(peakMB, ...(await Promise.all(renderers.map(({ id }) => heldMB(id)))));
  }, LOOK_EVERY_MS);
  return {
    /** The most memory seen at one time, in MB of 10^6 bytes; null where the system does not tell. */
    peakMB: () => Math.round(peakMB) || null,
    /** Processor time so far, of all threads. */
    cpuMs: async () => {
      const known = (await processes()).filter(({ id }) => renderers.some((one) => one.id === id));
      return known.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
    },
    stop: () => clearInterval(watch)
  };
}

/** @param {number} id of a process */
async function heldMB(id) {
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
  const most = ['VmHWM', 'VmRSS'].map((name) => RegExp(`${name}:\\s*(\\d+) kB`).exec(status)?.[1]);
  return Math.max(...most.map((kB) => (Number(kB ?? 0) * 1024) / 1e6));
}
