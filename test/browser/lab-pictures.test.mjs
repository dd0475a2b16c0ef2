import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as make from '../fixtures/pictureBytes.mjs';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./harness.mjs').Tools} Tools */

/** The model's 200 MB have no part in these tests. @param {Tools} tools */
async function firstVisit(tools) {
  tools.allowError(/models\//);
  await tools.page.route('**/models/**', (route) => route.abort());
  const page = await tools.openApp();
  await page.getByRole('button', { name: 'Show me' }).waitFor();
  return page;
}

/** @param {Tools} tools */
async function emptyLab(tools) {
  const page = await firstVisit(tools);
  await page.getByRole('button', { name: 'Set everything myself' }).click();
  await column(page).getByRole('button', { name: 'Take a photo' }).waitFor();
  return page;
}

/** @param {Page} page */
const column = (page) => page.getByRole('complementary', { name: 'Picture' });
/** The one picture shown, or one of several. @param {Page} page @param {string} name */
const shown = (page, name) => column(page).getByRole('img', { name, exact: true });
/** @param {Page} page */
const letters = (page) =>
  column(page).getByRole('list', { name: 'Pictures compared' }).getByRole('listitem');

/**
 * Drops or pastes files and texts on the page, or on the element that a selector finds.
 * @param {Page} page
 * @param {'drop' | 'paste'} how
 * @param {{ files?: string[], texts?: Record<string, string>, on?: string }} what
 */
async function bring(page, how, { files = [], texts = {}, on = 'body' }) {
  const png = Buffer.from(make.png({ width: 40, height: 30 })).toString('base64');
  await page.evaluate(
    async ({ how, files, texts, on, png }) => {
      const data = new DataTransfer();
      const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
      // A picture of its own for every name: what stands behind a PNG's end is not looked at.
      for (const name of files) data.items.add(new File([bytes, name], name));
      for (const [type, text] of Object.entries(texts)) data.setData(type, text);
      const init = { bubbles: true, cancelable: true };
      const event =
        how === 'drop'
          ? new DragEvent('drop', { ...init, dataTransfer: data })
          : new ClipboardEvent('paste', { ...init, clipboardData: data });
      document.querySelector(on)?.dispatchEvent(event);
    },
    { how, files, texts, on, png }
  );
}

/**
 * Drops files and folders as a file manager does.
 * @param {Tools} tools @param {string[]} files @param {() => void} [before] they are let go
 */
async function dropPaths({ context, page }, files, before = () => undefined) {
  const devTools = await context.newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const drag = (/** @type {'dragEnter' | 'dragOver' | 'drop'} */ type) =>
    devTools.send('Input.dispatchDragEvent', { type, x: 200, y: 200, data });
  await drag('dragEnter');
  await drag('dragOver');
  before();
  await drag('drop');
  await devTools.detach();
}

test('a thousand pictures dropped at once: as many as are compared, and one sentence', async (tools) => {
  const page = await firstVisit(tools);
  await bring(page, 'drop', { files: Array.from({ length: 1000 }, (_, at) => `${at}.png`) });
  await page.getByRole('alert').filter({ hasText: 'At most 8 pictures' }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 1);
  assert.equal(await letters(page).count(), 8);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(
    `the three doors of a first visit, ${colorScheme}`,
    { context: { colorScheme } },
    async (tools) => {
      const page = await firstVisit(tools);
      await assertNoViolations(page);
      const words = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const seen = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const range = document.createRange();
          range.selectNodeContents(node);
          const { width, height } = range.getBoundingClientRect();
          const parent = node.parentElement;
          const hidden =
            !parent?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
            parent.closest('.visually-hidden, .skip-link');
          if (width > 2 && height > 2 && !hidden) seen.push(node.textContent);
        }
        return seen.join(' ').match(/\S*[\p{L}\p{N}]\S*/gu) ?? [];
      });
      assert.ok(words.length <= 120, `${words.length} words: ${words.join(' ')}`);
      await page.setViewportSize({ width: 360, height: 740 });
      await assertNoSidewaysScroll(page);
      await assertNoViolations(page);
    }
  );
}

test('the first door shows what it promises at once, without a model', async (tools) => {
  const page = await firstVisit(tools);
  await page.waitForLoadState('networkidle');
  const before = tools.requests.length;
  const start = Date.now();
  await page.getByRole('button', { name: 'Show me' }).click();
  // The question on the door is the one that moved farthest.
  const question = page.getByText('How important is family in your life?').first();
  await question.waitFor({ timeout: 5000 });
  const wait = Date.now() - start;
  assert.ok(wait < 2000, `${wait} ms`);
  await shown(page, 'Flag of South Korea').waitFor();
  const late = tools.requests
    .slice(before)
    .filter((url) => /\/models\/|shipped|RunResults/.test(url));
  assert.deepEqual(late, [], 'fetched while the doors were read, or not at all');
});

test('the doors open once: what was done is found again instead', async (tools) => {
  const page = await emptyLab(tools);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
  await page.reload();
  await column(page).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Show me' }).count(), 0);
});

test('a picture dropped on the doors, and one pasted, is shown; a field keeps its paste', async (tools) => {
  const page = await firstVisit(tools);
  await bring(page, 'drop', { files: ['harbour.png'] });
  await shown(page, 'harbour.png').waitFor();
  // Own pictures take each other's place, and stay at hand.
  await bring(page, 'paste', { files: ['valley.png'] });
  await shown(page, 'valley.png').waitFor();
  await column(page).getByRole('button', { name: 'harbour.png' }).click();
  await shown(page, 'harbour.png').waitFor();
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    field.id = 'field';
    document.getElementById('main')?.append(field);
  });
  await bring(page, 'paste', { files: ['table.png'], texts: { 'text/plain': 'x' }, on: '#field' });
  await page.reload();
  await shown(page, 'harbour.png').waitFor();
  assert.equal(await column(page).getByRole('button', { name: 'table.png' }).count(), 0);
});

test('a picture that is there late leaves its reader the list that they opened meanwhile', async (tools) => {
  /** @type {() => void} */
  let letGo = () => undefined;
  const held = new Promise((resolve) => (letGo = () => resolve(undefined)));
  await tools.page.route('**/assets/picture.worker-*.js', async (route) => {
    await held;
    await route.continue();
  });
  const page = await firstVisit(tools);
  await bring(page, 'drop', { files: ['late.png'] });
  await page.getByRole('button', { name: 'Set everything myself' }).click();
  await page.getByRole('button', { name: /^Questions: / }).click();
  letGo();
  await shown(page, 'late.png').waitFor();
  await page.getByRole('option', { name: /^Demographics/ }).click();
  await page.getByRole('button', { name: /^Questions: .*demographics/i }).waitFor();
});

test('what is no picture gets a sentence and changes nothing', async (tools) => {
  const page = await firstVisit(tools);
  await bring(page, 'paste', { texts: { 'text/plain': 'hello' } });
  await page.getByRole('alert').filter({ hasText: 'text, not a picture' }).waitFor();
  await bring(page, 'drop', { texts: { 'text/uri-list': 'https://example.com/a.png' } });
  await page.getByRole('alert').filter({ hasText: 'Only the address' }).waitFor();
  await bring(page, 'paste', {});
  await page.getByRole('alert').filter({ hasText: 'Nothing arrived' }).waitFor();
  const folder = mkdtempSync(join(tmpdir(), 'valueshift-drop-'));
  await dropPaths(tools, [folder]);
  await page.getByRole('alert').filter({ hasText: 'is a folder' }).waitFor();
  const gone = join(folder, 'gone.png');
  writeFileSync(gone, make.png());
  await dropPaths(tools, [gone], () => rmSync(folder, { recursive: true }));
  await page.getByRole('alert').filter({ hasText: 'could not be read' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Show me' }).count(), 1);
});

test('a bad file is named and harms nothing; a removed picture comes back', async (tools) => {
  const page = await emptyLab(tools);
  await column(page).getByRole('button', { name: 'All 43' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Flag of Kenya' }).click();
  await shown(page, 'Flag of Kenya').waitFor();
  await page.setInputFiles('input[type=file]', [
    { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') }
  ]);
  await page.getByRole('alert').filter({ hasText: 'empty.png' }).waitFor();
  await page.getByRole('alert').filter({ hasText: 'notes.txt' }).waitFor();
  await shown(page, 'Flag of Kenya').waitFor();

  await column(page).getByRole('button', { name: 'Compare with another' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sushi' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  assert.equal(await letters(page).count(), 2);
  await page.getByRole('button', { name: 'Take out A, Flag of Kenya' }).click();
  await shown(page, 'Flag of Kenya').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Put it back' }).click();
  await page.getByRole('button', { name: 'Take out A, Flag of Kenya' }).waitFor();
  await page.reload();
  await shown(page, 'Flag of Kenya').waitFor();
  assert.equal(await letters(page).count(), 2);
});

test('an own picture leaves this device when told to, and comes back when called', async (tools) => {
  const page = await firstVisit(tools);
  await bring(page, 'drop', { files: ['harbour.png'] });
  await column(page).getByRole('button', { name: 'All 43' }).click();
  await page.getByRole('button', { name: 'Remove harbour.png from this device' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('harbour.png was removed').waitFor();
  await assertNoViolations(page);
  await dialog.getByRole('button', { name: 'Put it back' }).click();
  await dialog.getByRole('button', { name: 'harbour.png', exact: true }).click();
  await shown(page, 'harbour.png').waitFor();
});

test('pictures are compared by letters, up to eight', async (tools) => {
  const page = await emptyLab(tools);
  await bring(page, 'drop', { files: ['1.png', '2.png', '3.png'] });
  await letters(page).nth(2).waitFor();
  assert.match(await letters(page).nth(1).innerText(), /^B/);
  // The focus stays in the list when what it stood on goes.
  await page.getByRole('button', { name: 'Take out B, 2.png' }).press('Enter');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.equal(await focused(), 'Take out B, 3.png');
  await page.getByRole('button', { name: 'Put it back' }).click();
  assert.equal(await letters(page).count(), 3);
  await assertNoViolations(page);
  await bring(page, 'drop', { files: ['4.png', '5.png', '6.png', '7.png', '8.png', '9.png'] });
  await page.getByRole('alert').filter({ hasText: 'At most 8 pictures' }).waitFor();
  assert.equal(await letters(page).count(), 8);
  assert.match(await letters(page).nth(7).innerText(), /^H/);
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
});

const FAKE_CAMERA = '--use-fake-device-for-media-stream';

/** Keeps the tracks that the page was lent, to see whether their light is out. @param {Page} page */
async function watchTracks(page) {
  await page.addInitScript(() => {
    /** @type {MediaStreamTrack[]} */
    const tracks = [];
    Object.assign(window, { tracks });
    const { mediaDevices } = navigator;
    const lend = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await lend(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  return () =>
    page.evaluate(() =>
      /** @type {typeof globalThis & { tracks: MediaStreamTrack[] }} */ (globalThis).tracks.map(
        ({ readyState }) => readyState
      )
    );
}

test(
  'a photo is taken, again, and used; the camera is on no longer than it shows',
  { flags: [FAKE_CAMERA, '--use-fake-ui-for-media-stream'] },
  async (tools) => {
    const lights = await watchTracks(tools.page);
    const page = await emptyLab(tools);
    assert.deepEqual(await lights(), [], 'nobody asked for the camera yet');
    await column(page).getByRole('button', { name: 'Take a photo' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take a photo' });
    const take = dialog.getByRole('button', { name: 'Take', exact: true });
    await dialog.getByText('stays on this device').waitFor();
    await take.and(page.locator(':enabled')).waitFor();
    await assertNoViolations(page);
    await take.click();
    await dialog.getByRole('img', { name: 'The photo that was taken' }).waitFor();
    assert.deepEqual(await lights(), ['ended']);
    await dialog.getByRole('button', { name: 'Take another' }).click();
    await take.click();
    await dialog.getByRole('button', { name: 'Use it' }).click();
    await shown(page, 'Photo.jpg').waitFor();
    assert.deepEqual(await lights(), ['ended', 'ended']);

    await column(page).getByRole('button', { name: 'take a photo' }).click();
    await dialog.getByText('stays on this device').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await column(page).getByRole('button', { name: 'take a photo' }).click();
    await dialog.getByText('stays on this device').waitFor();
    await page.evaluate(() => (location.hash = '#/about'));
    await dialog.waitFor({ state: 'detached' });
    assert.deepEqual(new Set(await lights()), new Set(['ended']));
  }
);

test(
  'a camera that may not be used says so, and harms nothing',
  { flags: [FAKE_CAMERA, '--use-fake-ui-for-media-stream=deny'] },
  async (tools) => {
    const page = await firstVisit(tools);
    await page.getByRole('button', { name: 'Take a photo' }).click();
    const dialog = page.getByRole('dialog', { name: 'Take a photo' });
    await dialog.getByRole('alert').filter({ hasText: 'not allowed to use the camera' }).waitFor();
    await assertNoViolations(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Show me' }).waitFor();
  }
);
