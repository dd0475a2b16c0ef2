/** A USB stick: its folder as it is served where it is put in, and the page that makes the same folder. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test as nodeTest } from 'node:test';
import { unzipSync } from 'fflate';
import { writeStick } from '../../scripts/stick/writeStick.mjs';
import { isInstalled, startStick } from '../stickServer.mjs';
import { test } from './harness.mjs';
import { askButton, choose, openForm } from './labForm.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const dist = process.env.VALUESHIFT_DIST ?? 'dist';
const OWN_PICTURE = 'test/fixtures/golden/flag_twemoji_gq.png';
const PORT = 5421;
const minutes = 60_000;
/** For pages on a machine that is busy with other tests. */
const PATIENT = 2 * minutes;
/** A first visitor is to see a result in at most three seconds; a machine that begins to be busy may take longer. */
const WANTED_MS = 3000;
const PATIENCE_MS = 10_000;

/** A machine whose processors are all taken tells its times and is held to none. */
const busy = () => (loadavg()[0] ?? 0) >= availableParallelism();

let folder = '';
/** Bytes of the two sticks. */
const bytes = { withModel: 0, without: 0 };
const small = () => join(folder, 'small');
const full = () => join(folder, 'full');
const sumsOf = (/** @type {string} */ stick) => readFile(join(stick, 'SHA256SUMS.txt'), 'utf8');

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'valueshift-stick-'));
  bytes.withModel = (await writeStick({ dist, out: full(), withModel: true })).bytes;
  bytes.without = (await writeStick({ dist, out: small(), withModel: false })).bytes;
});
after(() => rm(folder, { recursive: true, force: true }));

nodeTest('a stick has at most 260 MB with the model and 20 MB without', async () => {
  const { withModel, without } = bytes;
  console.log(
    `Stick: ${(withModel / 1e6).toFixed(1)} MB with the model, ${(without / 1e6).toFixed(1)} MB without`
  );
  assert.ok(withModel <= 260e6 && withModel > 200e6);
  assert.ok(without <= 20e6);
  // Jumps within a batch file go astray where its lines end otherwise.
  const starter = await readFile(join(full(), 'start-windows.cmd'), 'latin1');
  assert.deepEqual(starter.match(/(?<!\r)\n/g), null);
  const paths = (await sumsOf(full())).split('\n').map((line) => line.slice(66));
  assert.deepEqual(
    paths.filter((path) => /\.map$|^app\/(hosting|automation|sbom)|docs\//.test(path)),
    []
  );
});

/** Presses the first door of a first visit. @param {Page} page @param {string} url @returns {Promise<number>} ms since the address was opened */
async function firstResult(page, url) {
  const started = performance.now();
  await page.goto(url);
  await page.getByRole('button', { name: 'Show me' }).click();
  const rows = page.getByRole('region', { name: 'Answers, question by question' });
  await rows.locator('details').first().waitFor();
  return performance.now() - started;
}

for (const name of /** @type {const} */ (['Node', 'Python'])) {
  const installed = isInstalled(name);
  if (!installed) {
    nodeTest(`a stick served by ${name}`, { skip: `${name} is not installed here` }, () => {});
    continue;
  }
  test(
    `a stick served by ${name} answers about a bundled and an own picture, without a network`,
    { timeout: 8 * minutes, context: { serviceWorkers: 'allow' } },
    async ({ page, allowForeign, requests }) => {
      const stick = await startStick(name, full(), PORT);
      page.setDefaultTimeout(PATIENT);
      try {
        // The browser of these tests finds no host but this computer; the harness names any other that is asked.
        allowForeign(stick.url);
        const first = await firstResult(page, stick.url);
        console.log(
          `First result from a stick served by ${name}: ${Math.round(first)} ms of ${WANTED_MS}, load of the machine ${loadavg()[0]?.toFixed(1)}`
        );
        if (!busy()) assert.ok(first < PATIENCE_MS, `${first} ms`);
        assert.deepEqual(
          requests.filter((request) => /\/models\//.test(request)),
          [],
          'shipped answers need no model'
        );
        assert.equal(await page.evaluate(() => crossOriginIsolated), true);
        await page.setInputFiles('input[type=file]', OWN_PICTURE);
        await openForm(page);
        await choose(page, 'Questions', /^Demographics/);
        // A machine that is too busy to measure itself says nothing.
        const guess = page.getByText(/This is a guess: it may be/);
        if (!busy()) {
          await guess.waitFor().catch((fault) => {
            if (!busy()) throw fault;
          });
        }
        await askButton(page).click();
        await page
          .getByText(/All \d+ answers are in/)
          .first()
          .waitFor({ timeout: 6 * minutes });
        assert.ok(requests.some((request) => request.endsWith('.wasm')));
      } finally {
        stick.stop();
      }
    }
  );
}

test(
  'a small stick shows what came with the app, and says of an own picture that there is no model',
  { context: { serviceWorkers: 'allow' } },
  async ({ page, allowForeign, allowError }) => {
    const stick = await startStick('Node', small(), PORT);
    page.setDefaultTimeout(PATIENT);
    try {
      allowForeign(stick.url);
      // The model's list is asked for and is not there.
      allowError(/404 .*manifest\.json/);
      await page.goto(stick.url);
      await page.getByText(/This copy of the app came without its model/).waitFor();
      await firstResult(page, stick.url);
      assert.equal(await page.getByRole('button', { name: /Keep it on this device/ }).count(), 0);
      await page.setInputFiles('input[type=file]', OWN_PICTURE);
      await openForm(page);
      await page.getByText(/This copy of the app came without its model/).waitFor();
      await askButton(page).click();
      await page
        .getByText(/came without its model/)
        .nth(1)
        .waitFor();
    } finally {
      stick.stop();
    }
  }
);

/** A folder of the browser's own stands for the one that a person would choose. @param {Page} page */
const standInForPicker = (page) =>
  page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () => {
        const root = await navigator.storage.getDirectory();
        return root.getDirectoryHandle('stick', { create: true });
      }
    });
  });

/** All files below that folder, with their SHA-256. @param {Page} page @param {string} below */
const sumsInBrowser = (page, below = '') =>
  page.evaluate(async (below) => {
    /** @type {Record<string, string>} */
    const sums = {};
    const hex = (/** @type {ArrayBuffer} */ digest) =>
      Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const walk = async (
      /** @type {FileSystemDirectoryHandle} */ folder,
      /** @type {string} */ at
    ) => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) await walk(handle, `${at}${name}/`);
        if (handle instanceof FileSystemFileHandle) {
          const bytes = await (await handle.getFile()).arrayBuffer();
          sums[at + name] = hex(await crypto.subtle.digest('SHA-256', bytes));
        }
      }
    };
    let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('stick');
    if (below) folder = await folder.getDirectoryHandle(below);
    await walk(folder, '');
    return sums;
  }, below);

/** As `SHA256SUMS.txt` has them. @param {Record<string, string>} sums */
const asSums = (sums) =>
  Object.entries(sums)
    .filter(([path]) => path !== 'SHA256SUMS.txt')
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1))
    .join('');

test('the page makes the same folder as the command, and asks before it writes over one', async ({
  page,
  openApp
}) => {
  page.setDefaultTimeout(PATIENT);
  await standInForPicker(page);
  await openApp('#/stick');
  await page.getByText(/Without the model: \d/).click();
  await assertNoViolations(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await assertNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByText(/\d+ files are in stick\./).waitFor();
  const sums = await sumsInBrowser(page);
  assert.equal(asSums(sums), await sumsOf(small()));

  // The folder is full now: a new one is made in it, and that is asked about the next time.
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByText(/\d+ files are in stick\/Valueshift\./).waitFor();
  assert.deepEqual(await sumsInBrowser(page, 'Valueshift'), sums);
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByText(/stick\/Valueshift holds 8 other things/).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
});

/** Writes all into the chosen folder, and waits for what the page says of it. @param {Page} page */
async function makeWhole(page) {
  await page.getByText(/All, with the model: \d/).waitFor();
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  const outcome = page.getByText(
    /files are in stick|did not come whole|too little room|not written/
  );
  assert.match(await outcome.innerText(), /^\d+ files are in stick\.$/);
}

test(
  'the page makes the whole stick, with the model, and once more without a network',
  { timeout: 15 * minutes, context: { serviceWorkers: 'allow' } },
  async ({ page, context, openApp, allowError }) => {
    page.setDefaultTimeout(5 * minutes);
    allowError(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
    await standInForPicker(page);
    await openApp('#/stick');
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    await makeWhole(page);
    const made = await sumsInBrowser(page);
    assert.equal(asSums(made), await sumsOf(full()));

    // What was read for it is kept, a little later.
    await page.waitForFunction(async () => {
      const { files } = await (await fetch('stick/list.json')).json();
      const caches = await Promise.all(
        (await self.caches.keys()).map((key) => self.caches.open(key))
      );
      const keys = await Promise.all(caches.map((cache) => cache.keys()));
      return keys.flat().length > files.length;
    });
    await page.evaluate(async () =>
      (await navigator.storage.getDirectory()).removeEntry('stick', { recursive: true })
    );
    await context.setOffline(true);
    await page.reload();
    await makeWhole(page);
    assert.deepEqual(await sumsInBrowser(page), made);
  }
);

test('a browser that cannot write into folders saves the same as a zip; a full one says so', async ({
  page,
  openApp
}) => {
  page.setDefaultTimeout(PATIENT);
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showDirectoryPicker'));
  await openApp('#/stick');
  await page.getByText(/Without the model: \d/).click();
  await page.getByText(/This browser cannot write into a folder/).waitFor();
  const saving = page.waitForEvent('download', { timeout: PATIENT });
  await page.getByRole('button', { name: 'Save as a zip' }).click();
  const zip = new Uint8Array(await readFile(await (await saving).path()));
  const files = unzipSync(zip);
  assert.equal(
    Buffer.from(files['Valueshift/SHA256SUMS.txt'] ?? []).toString(),
    await sumsOf(small())
  );
  const listed = (await sumsOf(small()))
    .trim()
    .split('\n')
    .map((line) => line.slice(66));
  assert.deepEqual(
    Object.keys(files).sort(),
    [...listed, 'SHA256SUMS.txt'].map((path) => `Valueshift/${path}`).sort()
  );
});

test('no room, no leave, a stick that was pulled, a model that is not kept: told in a sentence, and nothing looks whole', async ({
  page,
  context,
  url,
  openApp,
  allowError
}) => {
  page.setDefaultTimeout(PATIENT);
  allowError(/ERR_FAILED/);
  await page.route('**/models/**', (route) => route.abort());
  await page.addInitScript(() => {
    const names = ['full', 'forbidden', 'pulled', 'offline'];
    const { createWritable } = FileSystemFileHandle.prototype;
    let chosen = '';
    FileSystemFileHandle.prototype.createWritable = async function (
      /** @type {FileSystemCreateWritableOptions | undefined} */ options
    ) {
      const root = await navigator.storage.getDirectory();
      // In the middle of the stick.
      const isHere = this.name === 'manifest.webmanifest';
      if (isHere && chosen === 'pulled') await root.removeEntry(chosen, { recursive: true });
      const writable = await createWritable.call(this, options);
      if (isHere && chosen === 'forbidden')
        writable.close = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      return writable;
    };
    Object.assign(window, {
      showDirectoryPicker: async () => {
        chosen = names.shift() ?? '';
        const root = await navigator.storage.getDirectory();
        const folder = await root.getDirectoryHandle(chosen, { create: true });
        if (chosen !== 'forbidden') return folder;
        // An older stick is there.
        const older = await folder.getDirectoryHandle('Valueshift', { create: true });
        for (const name of ['START.html', 'start-windows.cmd', 'SHA256SUMS.txt', 'mine.txt'])
          await older.getFileHandle(name, { create: true });
        return folder;
      }
    });
  });
  await openApp('#/stick');
  const write = () => page.getByRole('button', { name: 'Choose a folder' }).click();
  const topOf = (/** @type {string[]} */ ...path) =>
    page.evaluate(async (path) => {
      let folder = await navigator.storage.getDirectory();
      for (const name of path) folder = await folder.getDirectoryHandle(name);
      const names = [];
      for await (const name of folder.keys()) names.push(name);
      return names.sort();
    }, path);

  await page.getByText(/Without the model: \d/).click();
  const session = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 5e6 });
  await write();
  await page.getByText(/too little room in full: \d+ MB are needed/).waitFor();
  assert.deepEqual(await topOf('full'), ['app']);
  await session.send('Storage.overrideQuotaForOrigin', { origin });

  await write();
  await page.getByRole('button', { name: 'Write into it' }).click();
  await page.getByText(/not allowed to write into forbidden\/Valueshift/).waitFor();
  assert.deepEqual(await topOf('forbidden', 'Valueshift'), ['app', 'mine.txt']);

  await write();
  await page.getByText(/pulled is not there any more/).waitFor();
  assert.deepEqual(await topOf(), ['forbidden', 'full']);

  await page.getByText(/All, with the model: \d/).click();
  await write();
  await page.getByText(/models\/\S+ did not come whole. If you are offline/).waitFor();
  assert.deepEqual(await topOf('offline'), ['app']);
});
