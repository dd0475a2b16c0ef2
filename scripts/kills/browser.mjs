import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumFlags, requireChromium } from '../lib/chromium.mjs';

/** A browser whose profile outlives it: killed with all its processes, it is opened again. */
export class MortalBrowser {
  /** @type {import('playwright-core').BrowserContext | null} */
  #context = null;
  /** @type {string | null} */
  #profile = null;
  #onOpen;

  /** @param {(context: import('playwright-core').BrowserContext) => Promise<void>} onOpen */
  constructor(onOpen) {
    this.#onOpen = onOpen;
  }

  /** @returns {Promise<import('playwright-core').Page>} a fresh page, in a browser that lives */
  async page() {
    this.#profile ??= await mkdtemp(join(tmpdir(), 'valueshift-kills-'));
    if (!this.#context) {
      this.#context = await chromium.launchPersistentContext(this.#profile, {
        executablePath: requireChromium(),
        // Whatever dies within seconds has no use for code that was made fast.
        args: [...chromiumFlags('none'), '--js-flags=--liftoff-only']
      });
      await this.#onOpen(this.#context);
    }
    return this.#context.newPage();
  }

  /** SIGKILL to the browser and to every process that it started. */
  async kill() {
    const context = this.#context;
    if (!context || !this.#profile) return;
    this.#context = null;
    const closed = new Promise((done) => context.once('close', done));
    const own = await processesOf(this.#profile);
    for (const pid of own) end(pid);
    await closed;
    // The profile can be opened when the last of them is gone.
    while ((await processesOf(this.#profile)).length > 0) {
      await new Promise((again) => setTimeout(again, 10));
    }
  }

  async close() {
    await this.#context?.close();
    if (!this.#profile) return;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** @param {number} pid */
function end(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went with its parent.
  }
}

/**
 * Processes whose command line names the profile, and their children's children: the browser first.
 * @param {string} profile
 * @returns {Promise<number[]>}
 */
async function processesOf(profile) {
  /** @type {Map<number, { parent: number, named: boolean }>} */
  const all = new Map();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [line, stat] = await Promise.all(
      ['cmdline', 'stat'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => ''))
    );
    // `pid (name) state parent`; a zombie has ended, whoever has yet to take note of it.
    const [, state, parent] = /^.*\) (\S) (\d+)/s.exec(stat ?? '') ?? [];
    if (!parent || state === 'Z') continue;
    all.set(Number(name), { parent: Number(parent), named: (line ?? '').includes(profile) });
  }
  const mine = new Set([...all].flatMap(([pid, { named }]) => (named ? [pid] : [])));
  for (let before = -1; before !== mine.size;) {
    before = mine.size;
    for (const [pid, { parent }] of all) if (mine.has(parent)) mine.add(pid);
  }
  return [...mine].sort((a, b) => a - b);
}
