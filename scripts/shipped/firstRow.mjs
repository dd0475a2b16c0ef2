/**
 * `npm run lab:first-row`: how long a person waits for the first answer about a bundled flag, on a first
 * visit (nothing cached) and on a cold start with a warm cache (browser closed, service worker and files
 * kept, nothing stored). Understands the Lab of version 0.1.0 too (`--dist`), so that both are told by one script.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { ensureBuild } from '../lib/build.mjs';
import { chromiumFlags, requireChromium } from '../lib/chromium.mjs';
import { inProjectRoot, integer, parseOrFail } from '../lib/commandLine.mjs';
import { runCommand } from '../lib/failure.mjs';
import { serveFolder } from '../lib/serve.mjs';

const USAGE = 'Usage: npm run lab:first-row -- [--dist FOLDER of a build] [--runs N] [--port N]';
const PATIENCE = { timeout: 300_000 };

/**
 * @typedef {object} Wait milliseconds until the first row is on the screen
 * @property {number} sinceAsk from the press that asks
 * @property {number} sinceOpen from the opening of the page, by someone who presses at once
 * @property {boolean} model whether a model's file was asked for
 */

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        dist: { type: 'string' },
        runs: { type: 'string', default: '3' },
        port: { type: 'string', default: '0' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const runs = integer('--runs', values.runs, 1, 50);
  const port = integer('--port', values.port, 0, 65535);
  const given = values.dist && resolve(values.dist);
  inProjectRoot();
  const root = given ?? process.env.VALUESHIFT_DIST ?? (await ensureBuild());
  const server = await serveFolder({ root, port });
  try {
    /** @type {{ first: Wait[], warm: Wait[] }} */
    const waits = { first: [], warm: [] };
    for (let k = 0; k < runs; k++) {
      const profile = await mkdtemp(join(tmpdir(), 'valueshift-first-row-'));
      try {
        waits.first.push(await visit(profile, server.url));
        waits.warm.push(await visit(profile, server.url));
      } finally {
        await rm(profile, { recursive: true, force: true });
      }
    }
    console.log(`First visit: ${told(waits.first)}`);
    console.log(`Cold start, warm cache: ${told(waits.warm)}`);
  } finally {
    await server.close();
  }
});

/**
 * Opens the Lab in a browser of its own, has the flag asked about, and leaves what is cached in the
 * profile, but nothing stored.
 * @param {string} profile
 * @param {string} url
 * @returns {Promise<Wait>}
 */
async function visit(profile, url) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requireChromium(),
    args: chromiumFlags('none'),
    viewport: { width: 1280, height: 800 }
  });
  try {
    const page = await context.newPage();
    let model = false;
    context.on('request', (request) => (model ||= request.url().includes('/models/')));
    const opened = performance.now();
    await page.goto(`${url}#/lab`);
    const door = page.getByRole('button', { name: 'Show me' });
    const flag = page.getByRole('button', { name: 'Flag of South Korea', exact: true });
    await door.or(flag).first().waitFor(PATIENCE);
    const old = !(await door.isVisible());
    if (old) await flag.first().click();
    const ask = old ? page.getByRole('button', { name: 'Ask the model' }) : door;
    await ask.isEnabled(PATIENCE);
    const asked = performance.now();
    await ask.click(PATIENCE);
    const rows = page.getByRole('region', { name: 'Answers, question by question' });
    await (old ? page.getByRole('article') : rows.locator('details')).first().waitFor(PATIENCE);
    const seen = performance.now();
    await page.evaluate(() => navigator.serviceWorker.ready);
    const session = await context.newCDPSession(page);
    const origin = new URL(url).origin;
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    return { sinceAsk: seen - asked, sinceOpen: seen - opened, model };
  } finally {
    await context.close();
  }
}

/** @param {readonly Wait[]} waits */
function told(waits) {
  const list = (/** @type {(wait: Wait) => number} */ of) =>
    waits
      .map(of)
      .sort((a, b) => a - b)
      .map((ms) => (ms / 1000).toFixed(2))
      .join(', ');
  const model = waits.some((wait) => wait.model) ? 'a model was loaded' : 'no model was asked for';
  return `${list((wait) => wait.sinceAsk)} s since asking, ${list((wait) => wait.sinceOpen)} s since opening; ${model}`;
}
