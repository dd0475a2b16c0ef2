/**
 * A browser with the served app in it, and everything that may go wrong in a page listened for.
 */
import { chromium } from 'playwright-core';
import { chromiumFlags, requireChromium } from '../../lib/chromium.mjs';
import { serveFolder } from '../../lib/serve.mjs';
import { watchMainThread } from './mainThread.mjs';
import { shownFaults } from './sentences.mjs';

/** @typedef {import('playwright-core').Page} Page */

/**
 * What a page did that no input may make it do.
 * @typedef {object} Noise
 * @property {string[]} errors console errors and uncaught exceptions
 * @property {string[]} broken a script of the input ran, or another site was asked
 * @property {boolean} crashed
 */

/**
 * @typedef {object} Session
 * @property {string} url of the app, ends in a slash
 * @property {import('playwright-core').BrowserContext} context
 * @property {Page} keeper an empty page of the same origin: it looks at the store whatever the app does
 * @property {() => Promise<{ page: Page, main: import('./mainThread.mjs').MainThread }>} fresh
 *   a new page in place of the last one, which may hang
 * @property {() => Noise} noise since it was last asked for
 * @property {() => Promise<void>} close
 */

/** The tiny model stands where the pocket model is looked for. */
const MOUNTS = { '/models/pocket-llava/': 'test/tiny-model/tiny-llava' };

/** What the app says on any visit, whatever was given to it. */
const USUAL = /Service Worker registration blocked|favicon/;

/**
 * @param {string} root folder of the build
 * @returns {Promise<Session>}
 */
export async function openSession(root) {
  const server = await serveFolder({ root, mounts: MOUNTS });
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: chromiumFlags('none')
  });
  const context = await browser.newContext({ serviceWorkers: 'block' });
  await context.addInitScript({ content: `globalThis.attackFaults = ${shownFaults}` });
  const keeper = await context.newPage();
  await keeper.goto(`${server.url}icon.svg`);

  let noise = quiet();
  /** @type {Page | null} */
  let page = null;
  context.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && message.page() === page && !USUAL.test(text)) {
      noise.errors.push(`${text} ${message.location().url}`.trim());
    }
  });
  context.on('weberror', (error) => noise.errors.push(String(error.error())));
  context.on('request', (request) => {
    const address = request.url();
    if (!/^(blob|data):/.test(address) && !address.startsWith(server.url)) {
      noise.broken.push(`asked ${address.slice(0, 100)}`);
    }
  });
  context.on('dialog', (dialog) => {
    noise.broken.push(`opened a dialog: ${dialog.message().slice(0, 80)}`);
    void dialog.dismiss().catch(() => undefined);
  });

  return {
    url: server.url,
    context,
    keeper,
    async fresh() {
      const old = page;
      page = null;
      if (old) await endPage(old);
      const opened = await context.newPage();
      opened.setDefaultTimeout(OPEN_MS);
      opened.on('crash', () => {
        if (page === opened) noise.crashed = true;
      });
      page = opened;
      noise = quiet();
      return { page: opened, main: await watchMainThread(opened) };
    },
    noise() {
      const heard = noise;
      noise = quiet();
      return heard;
    },
    async close() {
      await Promise.race([browser.close(), later(10_000)]);
      await server.close();
    }
  };
}

/** Even a busy machine opens a page by then. */
const OPEN_MS = 60_000;

/** A page that hangs is not asked whether it may be closed: it would go on, and slow the next one down. @param {Page} page */
async function endPage(page) {
  const answers = page.evaluate(() => true).catch(() => false);
  if (!(await Promise.race([answers, later(1000).then(() => false)]))) {
    const devtools = await page
      .context()
      .newCDPSession(page)
      .catch(() => null);
    void devtools?.send('Page.crash').catch(() => undefined);
    await later(500);
  }
  await Promise.race([page.close(), later(5000)]).catch(() => undefined);
}

/** @returns {Noise} */
const quiet = () => ({ errors: [], broken: [], crashed: false });

/** @param {number} ms @returns {Promise<void>} */
const later = (ms) => new Promise((done) => setTimeout(done, ms).unref());
