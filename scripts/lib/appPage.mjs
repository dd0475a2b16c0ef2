import { chromium } from 'playwright-core';
import { ensureBuild } from './build.mjs';
import { chromiumFlags, requireChromium } from './chromium.mjs';
import { Failure } from './failure.mjs';
import { serveFolder } from './serve.mjs';

/** @typedef {import('../../src/automation/automationApi.ts').Automation} Automation */

/**
 * @typedef {object} AppPageOptions
 * @property {number} port 0 takes a free one; what the page stores belongs to its port
 * @property {string | null} profile browser profile folder that keeps the page's store; null: none
 * @property {import('./chromium.mjs').Gpu} gpu
 * @property {string[]} pictures files handed to the page, addressed there by index
 * @property {Record<string, string>} [mounts] URL path (with both slashes) to another folder
 * @property {boolean} [bypassPolicy] do without the page's content security policy
 */

/**
 * @typedef {object} AppPage
 * @property {<M extends keyof Automation>(method: M, argument: Parameters<Automation[M]>[0]) =>
 *   Promise<Extract<Awaited<ReturnType<Automation[M]>>, { value: unknown }>['value']>} call
 *   a method of the page; its fault becomes a Failure with the page's own sentence
 * @property {import('playwright-core').BrowserContext} context for further pages over the same store
 * @property {string} url address of the served app, ends in a slash
 */

/**
 * Serves the app, opens its automation page in headless Chromium, and closes both afterwards.
 * @template T
 * @param {AppPageOptions} options
 * @param {(page: AppPage) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withAppPage(
  { port, profile, gpu, pictures, mounts = {}, bypassPolicy = false },
  work
) {
  const executablePath = requireChromium();
  const root = process.env.VALUESHIFT_DIST ?? (await ensureBuild());
  const server = await serveOn(root, port, mounts);
  try {
    const launch = { executablePath, args: chromiumFlags(gpu) };
    const context = await openContext(profile, launch, bypassPolicy);
    try {
      return await work(await openPage(context, server.url, pictures));
    } finally {
      // A browser that has crashed is closed already; its own fault is the one to tell.
      await context.close().catch(() => undefined);
      await context
        .browser()
        ?.close()
        .catch(() => undefined);
    }
  } finally {
    await server.close();
  }
}

/**
 * @param {string} root
 * @param {number} port
 * @param {Record<string, string>} mounts
 */
async function serveOn(root, port, mounts) {
  try {
    return await serveFolder({ root, port, mounts });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE') throw error;
    throw new Failure(
      `Port ${port} is busy (another run?): wait for it to end, or name another port with --port NUMBER; answers are remembered per port.`
    );
  }
}

/**
 * @param {string | null} profile
 * @param {import('playwright-core').LaunchOptions} launch
 * @param {boolean} bypassCSP
 */
async function openContext(profile, launch, bypassCSP) {
  try {
    if (profile !== null) return await chromium.launchPersistentContext(profile, launch);
    return await (await chromium.launch(launch)).newContext({ bypassCSP });
  } catch (error) {
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    throw new Failure(
      `Chromium did not start (${line}): check that no other run uses the same --profile, and that ${launch.executablePath} works.`
    );
  }
}

/**
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 * @param {string[]} pictures
 * @returns {Promise<AppPage>}
 */
async function openPage(context, url, pictures) {
  const page = await context.newPage();
  /** @type {Promise<never>} */
  const crashed = new Promise((_, reject) => {
    page.once('crash', () =>
      reject(new Failure('The page crashed, most likely out of memory: close other programs.'))
    );
  });
  crashed.catch(() => undefined);
  await page.exposeFunction('reportProgress', showProgress);
  await page.goto(`${url}automation.html`);
  await page.waitForFunction(() => 'valueshift' in window);
  await page.setInputFiles('#pictures', pictures);
  return {
    context,
    url,
    call: async (method, argument) => {
      const outcome = await Promise.race([
        crashed,
        page
          .evaluate(
            ([name, given]) =>
              /** @type {(argument: unknown) => Promise<{ value: unknown } | { error: { sentence: string } }>} */ (
                window.valueshift[/** @type {keyof Automation} */ (name)]
              )(given),
            /** @type {[string, unknown]} */ ([method, argument])
          )
          .catch((error) => {
            if (!/has been closed/.test(String(error))) throw error;
            throw new Failure('Chromium ended before the work was done: run the command again.');
          })
      ]);
      endProgress();
      if ('error' in outcome) throw new Failure(outcome.error.sentence);
      return /** @type {never} */ (outcome.value);
    }
  };
}

let shown = false;

/** @param {string} line */
function showProgress(line) {
  // One line that rewrites itself; nothing where standard error is a file.
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\u001b[K${line}`);
  shown = true;
}

function endProgress() {
  if (shown) process.stderr.write('\r\u001b[K');
  shown = false;
}
