import assert from 'node:assert/strict';
import { after, test as nodeTest } from 'node:test';
import { chromium } from 'playwright-core';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { chromiumFlags, requireChromium } from '../../scripts/lib/chromium.mjs';
import { serveFolder } from '../../scripts/lib/serve.mjs';

/**
 * @typedef {object} TestOptions
 * @property {boolean} [webgpu] run on Chromium's software WebGPU adapter (default: no GPU at all)
 * @property {Record<string, string>} [mounts] extra folders, for example
 *   `{ '/models/tiny-llava/': 'test/tiny-model/tiny-llava' }`
 * @property {import('playwright-core').BrowserContextOptions} [context] viewport, colour scheme …;
 *   service workers are blocked unless told: what they answer, a test's routes never see
 * @property {readonly string[]} [flags] of Chromium's command line, besides the usual ones
 * @property {number} [timeout] milliseconds; 5 minutes unless told
 */

/**
 * @typedef {object} Tools
 * @property {import('playwright-core').Page} page a fresh page in a fresh context
 * @property {import('playwright-core').BrowserContext} context
 * @property {string} url address of the served app, ends in a slash
 * @property {(path?: string) => Promise<import('playwright-core').Page>} openApp opens a path of
 *   the app, for example `#/lab`, in `page`
 * @property {string[]} requests every URL asked for so far, by pages and workers
 * @property {string[]} errors console errors and uncaught exceptions so far
 * @property {(pattern: RegExp) => void} allowError matching errors do not fail the test
 * @property {(url: string) => void} allowForeign another server of the test's own
 */

/** @typedef {(tools: Tools) => Promise<void>} TestBody */

/** @type {Map<string, Promise<import('playwright-core').Browser>>} */
const browsers = new Map();
/** @type {Map<string, ReturnType<typeof serveFolder>>} */
const servers = new Map();

after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  for (const server of servers.values()) await (await server).close();
});

/**
 * A browser test over the built app. Besides its own assertions it fails on any console error,
 * uncaught exception or request to another origin.
 * @param {string} name
 * @param {TestOptions | TestBody} optionsOrBody
 * @param {TestBody} [maybeBody]
 */
export function test(name, optionsOrBody, maybeBody) {
  const options = typeof optionsOrBody === 'function' ? {} : optionsOrBody;
  const body = typeof optionsOrBody === 'function' ? optionsOrBody : maybeBody;
  if (!body) throw new TypeError(`Test "${name}" has no body.`);
  void nodeTest(name, { timeout: options.timeout ?? 300_000 }, () => runTest(options, body));
}

/**
 * @param {TestOptions} options
 * @param {TestBody} body
 */
async function runTest(options, body) {
  const { url } = await server(options.mounts ?? {});
  const context = await (
    await browser(options.webgpu ?? false, options.flags ?? [])
  ).newContext({ serviceWorkers: 'block', ...options.context });
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const errors = [];
  /** @type {RegExp[]} */
  const allowed = [];
  const origins = [url];
  context.on('request', (request) => requests.push(request.url()));
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (error) => errors.push(String(error.error())));
  try {
    const page = await context.newPage();
    await body({
      page,
      context,
      url,
      requests,
      errors,
      openApp: async (path = '') => {
        await page.goto(url + path);
        return page;
      },
      allowError: (pattern) => allowed.push(pattern),
      allowForeign: (origin) => origins.push(origin)
    });
    const unexpected = errors.filter((error) => !allowed.some((pattern) => pattern.test(error)));
    assert.deepEqual(unexpected, [], 'the page reported errors');
    assert.deepEqual(foreignRequests(requests, origins), [], 'the page asked another origin');
  } finally {
    await context.close();
  }
}

/**
 * @param {readonly string[]} requests
 * @param {readonly string[]} origins
 */
function foreignRequests(requests, origins) {
  return requests.filter(
    (request) =>
      !/^(blob|data):/.test(request) && !origins.some((origin) => request.startsWith(origin))
  );
}

/**
 * @param {boolean} webgpu
 * @param {readonly string[]} flags
 */
function browser(webgpu, flags) {
  return remember(browsers, JSON.stringify([webgpu, flags]), () =>
    chromium.launch({
      executablePath: requireChromium(),
      args: [...chromiumFlags(webgpu ? 'software' : 'none'), ...flags]
    })
  );
}

/** @param {Record<string, string>} mounts */
function server(mounts) {
  return remember(servers, JSON.stringify(mounts), async () => {
    const root = process.env.VALUESHIFT_DIST ?? (await ensureBuild());
    return serveFolder({ root, mounts });
  });
}

/**
 * @template T
 * @param {Map<string, Promise<T>>} known
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
function remember(known, key, make) {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
