/** The network fails: what was opened once goes on, on a host that sends no headers at all. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumFlags, requireChromium } from '../../scripts/lib/chromium.mjs';
import { test } from './harness.mjs';
import { askButton, choose, openForm, openOptions } from './labForm.mjs';
import { newVersion } from './offline/newVersion.mjs';
import { openIsolated } from './offline/openIsolated.mjs';
import { plainHost } from './offline/plainHost.mjs';
import { assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const dist = process.env.VALUESHIFT_DIST ?? 'dist';
const offline = JSON.parse(await readFile('src/ui/messages/en/offline.json', 'utf8'));
const WITH_MODEL = /Works offline with the pocket model/;
const MODEL = 'models/pocket-llava/';
const allow = /** @type {const} */ ({ context: { serviceWorkers: 'allow' } });
const minutes = 60_000;

/** The worker has all of the shell and serves this page. @param {Page} page */
const served = (page) =>
  page.waitForFunction(() => Boolean(navigator.serviceWorker.controller?.state === 'activated'));

/** Asks about one topic, in words whose answers do not come with the app, and waits for all answers. @param {Page} page @param {string} topic */
async function askAbout(page, topic) {
  await openForm(page);
  await choose(page, 'Questions', new RegExp(`^${topic}`));
  await openOptions(page);
  await page.getByLabel('Words around the question').selectOption('paper');
  await askButton(page).click();
  await page
    .getByText(/All \d+ answers are in/)
    .first()
    .waitFor({ timeout: 4 * minutes });
}

test(
  'after the model was loaded once everything works without a network, in a browser started anew, too',
  { timeout: 10 * minutes },
  async () => {
    const host = await plainHost(dist);
    const profile = await mkdtemp(join(tmpdir(), 'valueshift-offline-'));
    const launch = () =>
      chromium.launchPersistentContext(profile, {
        executablePath: requireChromium(),
        args: chromiumFlags('none')
      });
    /** @type {string[]} */
    const elsewhere = [];
    let context = await launch();
    try {
      context.on('request', (request) => {
        if (!request.url().startsWith(host.url) && !/^(blob|data):/.test(request.url())) {
          elsewhere.push(request.url());
        }
      });
      let page = await context.newPage();
      let opened = 0;
      page.on('domcontentloaded', () => (opened += 1));
      await openIsolated(page, host.url);
      await page.getByText(offline.withoutModel).waitFor();
      await choose(page, 'Picture', 'Flag of Brazil');
      await page.getByText('Seen as the flag of Brazil').waitFor({ timeout: 2 * minutes });
      await openOptions(page);
      await page.getByRole('button', { name: 'Load now' }).click();
      await page.getByText('Loaded and checked.').waitFor({ timeout: 2 * minutes });
      await page.getByText(WITH_MODEL).waitFor();
      assert.equal(opened, 2, 'opened, and once more for the threads');
      const fetched = host.asked.filter((file) => file.startsWith(MODEL));
      assert.deepEqual(fetched, [...new Set(fetched)], 'a model file was fetched twice');
      assert.ok(fetched.length > 10);
      await context.close();
      await host.close();

      context = await launch();
      page = await context.newPage();
      await page.goto(host.url);
      assert.equal(await page.evaluate(() => crossOriginIsolated), true);
      await askAbout(page, 'News habits and media');
      await page.getByText(WITH_MODEL).waitFor();
      for (const hash of ['#/explore', '#/models', '#/about']) {
        await page.goto(host.url + hash);
        await page.getByRole('heading', { level: 1 }).waitFor();
      }
      const { files } = JSON.parse(await readFile(join(dist, MODEL, 'manifest.json'), 'utf8'));
      const weights = 'onnx/vision_encoder_quantized.onnx';
      const found = await page.evaluate(async (file) => {
        const bytes = await (await fetch(file)).arrayBuffer();
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      }, MODEL + weights);
      assert.equal(found, files[weights].sha256);
      assert.deepEqual(elsewhere, []);
    } finally {
      await context.close();
      await host.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    }
  }
);

test(
  'the model is kept by a button; a broken download goes on where it stopped',
  allow,
  async ({ page, context, allowForeign, allowError }) => {
    const host = await plainHost(dist);
    try {
      allowForeign(host.origin);
      allowError(/ERR_EMPTY_RESPONSE|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
      const broken = `${MODEL}onnx/embed_tokens_quantized.onnx`;
      host.change(broken, null);
      await openIsolated(page, host.url);
      const keep = page.getByRole('button', { name: /Keep it on this device/ });
      await keep.click();
      await page.getByRole('alert').filter({ hasText: 'embed_tokens' }).waitFor();
      assert.match(await keep.innerText(), /5\d MB|6\d MB|7\d MB/);
      host.restore(broken);
      await keep.click();
      await page.getByText(WITH_MODEL).waitFor();
      const whole = host.asked.filter((file) => file.startsWith(MODEL) && file !== broken);
      assert.deepEqual(whole, [...new Set(whole)], 'a model file was fetched twice');

      await context.setOffline(true);
      await page.reload();
      await page.getByText(WITH_MODEL).waitFor();
      assert.equal(await page.evaluate(() => crossOriginIsolated), true);
      await page.goto(`${host.url}#/explore`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      // A range is none of the worker's business.
      const range = page.evaluate(
        (file) => fetch(file, { headers: { Range: 'bytes=0-9' } }),
        broken
      );
      await assert.rejects(range, /Failed to fetch/);
    } finally {
      await host.close();
    }
  }
);

test('a new version waits, is told of, and takes over when asked', allow, async (tools) => {
  const { page, allowForeign } = tools;
  const host = await plainHost(dist);
  try {
    allowForeign(host.origin);
    await openIsolated(page, host.url);
    const icon = await newVersion(host, dist);
    const shown = () => page.evaluate(async () => (await fetch('icon.svg')).text());
    const keptIcons = () =>
      page.evaluate(async () => {
        const [name = ''] = await caches.keys();
        const keys = await (await caches.open(name)).keys();
        return keys.filter(({ url }) => url.includes('icon.svg')).length;
      });

    await page.goto(`${host.url}#/explore`);
    await page.reload();
    await page.getByText(offline.update.text).waitFor();
    await assertNoViolations(page);
    assert.equal(await shown(), icon.before, 'the old version is all of one piece');
    const before = host.asked.length;
    await page.getByRole('button', { name: offline.update.reload }).click();
    await page.getByText(offline.update.text).waitFor({ state: 'detached' });
    await served(page);
    assert.equal(await shown(), icon.after);
    assert.deepEqual(
      host.asked.slice(before).filter((file) => file !== 'sw.js'),
      []
    );
    await page.waitForFunction(async () => {
      const [name = ''] = await caches.keys();
      const keys = await (await caches.open(name)).keys();
      return keys.filter(({ url }) => url.includes('icon.svg')).length === 1;
    });
    assert.equal(await keptIcons(), 1, 'the old version is forgotten');
    assert.match(page.url(), /#\/explore/);
  } finally {
    await host.close();
  }
});

test('a page in use is not reloaded for the threads, but asked', allow, async (tools) => {
  const { page, allowForeign } = tools;
  const host = await plainHost(dist);
  try {
    allowForeign(host.origin);
    await page.goto(host.url);
    await page.getByRole('heading', { level: 1 }).click();
    await page.getByText(offline.threads.text).waitFor();
    assert.equal(await page.evaluate(() => crossOriginIsolated), false);
    await page.getByRole('button', { name: offline.threads.reload }).click();
    await page.waitForFunction(() => crossOriginIsolated);
    assert.equal(await page.getByText(offline.threads.text).count(), 0);
  } finally {
    await host.close();
  }
});

test(
  'the worker sends each page its own policy, and hands on no other runtime than the listed one',
  allow,
  async (tools) => {
    const { page, allowForeign, allowError } = tools;
    const host = await plainHost(dist);
    try {
      allowForeign(host.origin);
      await openIsolated(page, host.url);
      const policy = async (/** @type {string} */ file) => {
        const response = await page.goto(host.url + file);
        assert.equal(response?.fromServiceWorker(), true);
        assert.equal(response?.headers()['cross-origin-embedder-policy'], 'require-corp');
        return response?.headers()['content-security-policy'] ?? '';
      };
      assert.match(await policy('download.html?model=x'), /connect-src 'self' https:/);
      assert.match(await policy('index.html'), /connect-src 'self';/);
      const runtime = 'ort/ort-wasm-simd-threaded.mjs';
      const fetched = () =>
        page.evaluate(
          (file) =>
            fetch(file).then(
              () => 'handed on',
              () => 'refused'
            ),
          runtime
        );
      allowError(/net::ERR_FAILED|network error response/);
      host.change(runtime, Buffer.from('export default 1'));
      assert.equal(await fetched(), 'refused');
      host.restore(runtime);
      assert.equal(await fetched(), 'handed on');
    } finally {
      await host.close();
    }
  }
);

test(
  'a file with other bytes is never kept: the app then works online only',
  allow,
  async (tools) => {
    const { page, allowForeign, allowError } = tools;
    const host = await plainHost(dist);
    try {
      allowForeign(host.origin);
      allowError(/file-size|ServiceWorker/);
      host.change('icon.svg', Buffer.from('<html>Please sign in to the Wi-Fi</html>'));
      await page.goto(host.url);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForFunction(
        async () => (await navigator.serviceWorker.getRegistration()) === undefined
      );
      assert.equal(await page.getByText(/Works offline/).count(), 0);
      assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    } finally {
      await host.close();
    }
  }
);
