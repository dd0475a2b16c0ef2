/** What a run shows is kept, or said not to be: a full disk, a window that keeps nothing, a newer version, an update. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from './harness.mjs';
import { holdScores } from './heldScores.mjs';
import { filesOf } from './hub/fakeHub.mjs';
import { askButton, choose, openForm, openOptions } from './labForm.mjs';
import { newVersion } from './offline/newVersion.mjs';
import { openIsolated } from './offline/openIsolated.mjs';
import { plainHost } from './offline/plainHost.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const read = async (/** @type {string} */ name) =>
  JSON.parse(await readFile(`src/ui/messages/en/${name}.json`, 'utf8'));
const [{ notKept }, errors, offline] = await Promise.all([
  read('common'),
  read('errors.store'),
  read('offline')
]);
/** In the pocket model's place: real runs in seconds. */
const TINY = 'test/tiny-model/tiny-llava';
const tiny = { mounts: { '/models/pocket-llava/': TINY } };
const minutes = 60_000;
/** Prompts of the run below (three questions, seven pictures, names and blanks), and where it is held. */
const ALL = 21;
const TOLD = 15;

const alert = (/** @type {Page} */ page, /** @type {string} */ text) =>
  page.getByRole('alert').filter({ hasText: text });

/** Asks what does not come with the app, and waits for the verdict on the first answers. @param {Page} page */
async function beginRun(page) {
  await openForm(page);
  await choose(page, 'Questions', 'Race and ethnicity');
  await openOptions(page);
  await page.getByLabel('Words around the question').selectOption('paper');
  await choose(page, 'Picture', 'Flag of South Korea');
  await askButton(page).click();
  await page
    .getByText(/^So far /)
    .first()
    .waitFor({ timeout: 2 * minutes });
}

/** None of them known from before, or all of them: exactly these words. */
const finished = (/** @type {Page} */ page) =>
  page.getByText(`All ${ALL} answers are in.`, { exact: true }).first();

/** Scores in the browser's own database. @param {Page} page */
function scoresKept(page) {
  return page.evaluate(async () => {
    /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
    const result = (request) =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const database = await result(indexedDB.open('valueshift'));
    const count = await result(database.transaction('answers').objectStore('answers').count());
    database.close();
    return count;
  });
}

/** Writes so many bytes into a database of its own. @param {Page} page @param {number} bytes @returns {Promise<string>} the browser's fault */
function faultOfWriting(page, bytes) {
  return page.evaluate(
    (bytes) =>
      new Promise((done) => {
        const opening = indexedDB.open('beside');
        opening.onupgradeneeded = () => {
          opening.result.createObjectStore('all').put(new Uint8Array(bytes), 1);
          const { transaction } = opening;
          transaction?.addEventListener('abort', () => done(transaction.error?.name ?? ''));
        };
        opening.onsuccess = () => done('');
      }),
    bytes
  );
}

test(
  'a disk that runs full in mid-run: answers go on, are said not to be kept, and are kept later',
  tiny,
  async ({ page, openApp, context, url }) => {
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(url);
    const setQuota = (/** @type {number | undefined} */ quotaSize) =>
      devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    const ROOM = 2e7;
    await setQuota(ROOM);
    const letGo = holdScores(page, TOLD);
    await openApp();
    await beginRun(page);
    await setQuota(1);
    // The browser goes on with the room that it found a moment ago, until something does not fit.
    assert.equal(await faultOfWriting(page, ROOM), 'QuotaExceededError');
    await letGo();
    const said = alert(page, notKept.text.split(' {{')[0]);
    await said.waitFor();
    await finished(page).waitFor({ timeout: 2 * minutes });
    // The choices have no room either; that is not said a second time. (Options, closed, say it of the check.)
    const full = page.getByText(errors['quota-exceeded'].split(' {{')[0]).filter({ visible: true });
    assert.equal(await full.count(), 1);
    const before = await scoresKept(page);
    assert.ok(before > 0 && before <= TOLD, `${before} scores found room`);
    await assertNoViolations(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await assertNoSidewaysScroll(page);
    await said.scrollIntoViewIfNeeded();
    await page.screenshot({ path: 'test/output/not-kept.png' });
    await page.setViewportSize({ width: 1280, height: 720 });

    const asked = page.waitForEvent('dialog');
    void page.close({ runBeforeUnload: true });
    const dialog = await asked;
    assert.equal(dialog.type(), 'beforeunload');
    await dialog.dismiss();

    await setQuota(undefined);
    await said.getByRole('button', { name: notKept.again }).click();
    await said.waitFor({ state: 'detached' });
    await full.first().waitFor({ state: 'detached' });
    // The reading check's own scores may be among them.
    assert.ok((await scoresKept(page)) >= ALL);
    await page.reload();
    await finished(page).waitFor({ timeout: 2 * minutes });
  }
);

test('a window that keeps nothing says so on every page', async ({ context, openApp }) => {
  await context.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        }
      });
    }
  });
  const page = await openApp();
  await alert(page, errors['store-in-memory']).waitFor();
  await page.evaluate(() => (location.hash = '#/study'));
  await page.getByRole('button', { name: 'Start from this' }).click();
  await page.getByRole('heading', { name: 'How it asks' }).waitFor();
  assert.equal(await alert(page, errors['store-in-memory']).count(), 1);
});

test(
  'a newer version in another tab: the older one says so, and has stored what it showed',
  tiny,
  async ({ page, openApp, context, url, allowError }) => {
    // The browser looks for an icon beside the bare file.
    allowError(/favicon\.ico/);
    const letGo = holdScores(page, TOLD);
    await openApp();
    await beginRun(page);
    const shown = page.getByText(/^\d of 3 answered/).first();
    const questions = Number((await shown.innerText())[0]);
    const newer = await context.newPage();
    await newer.goto(`${url}icon.svg`);
    const kept = await newer.evaluate(
      () =>
        /** @type {Promise<number>} */ (
          new Promise((done, failed) => {
            const opening = indexedDB.open('valueshift', 99);
            opening.onerror = () => failed(opening.error);
            opening.onsuccess = () => {
              const counting = opening.result.transaction('answers').objectStore('answers').count();
              counting.onsuccess = () => done(counting.result);
            };
          })
        )
    );
    assert.ok(questions > 0 && kept >= (questions * ALL) / 3, `${questions} shown, ${kept} stored`);
    await letGo();
    await alert(page, errors['store-closed']).first().waitFor();
    // Opened again it is too old for what lies there.
    await page.reload();
    await alert(page, errors['store-newer']).first().waitFor();
  }
);

const allow = /** @type {const} */ ({ context: { serviceWorkers: 'allow' } });

/** The page gets its registration once a newer version is on its way, before it can listen for that. */
function newVersionFirst() {
  const own = ServiceWorkerContainer.prototype.register;
  /** @param {Parameters<typeof own>} how */
  ServiceWorkerContainer.prototype.register = async function (...how) {
    const registration = await own.apply(this, how);
    const found = new Promise((done) => registration.addEventListener('updatefound', done));
    await Promise.all([found, registration.update()]);
    return registration;
  };
}

test('an update that another tab takes in mid-run tears nothing', allow, async (tools) => {
  const { page, context, allowForeign } = tools;
  const dist = process.env.VALUESHIFT_DIST ?? 'dist';
  const host = await plainHost(dist);
  try {
    allowForeign(host.origin);
    for (const [path, bytes] of await filesOf(TINY)) {
      host.change(`models/pocket-llava/${path}`, Buffer.from(bytes));
    }
    const letGo = holdScores(page, TOLD);
    await openIsolated(page, host.url);
    let opened = 0;
    page.on('domcontentloaded', () => (opened += 1));
    await beginRun(page);

    const icon = await newVersion(host, dist);
    const other = await context.newPage();
    await other.addInitScript(newVersionFirst);
    await other.goto(host.url);
    await other.getByRole('button', { name: offline.update.reload }).click();
    // The tab in mid-run is served by the new version from now on.
    await page.waitForFunction(
      async (after) => (await (await fetch('icon.svg')).text()) === after,
      icon.after
    );
    assert.equal(opened, 0, 'the page that asks was not reloaded');
    await letGo();
    // In one go: none was known from before.
    await finished(page).waitFor({ timeout: 2 * minutes });
    assert.equal(opened, 0);
    await page.evaluate(() => (location.hash = '#/explore'));
    await page.getByRole('heading', { level: 1 }).waitFor();
  } finally {
    await host.close();
  }
});
