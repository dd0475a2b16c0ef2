/** The Models page: models from folders and archives, checked, kept, removed. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { importTs } from '../../scripts/importTs.mjs';
import { test } from './harness.mjs';
import { openOptions } from './labForm.mjs';
import { filesOf } from './hub/fakeHub.mjs';
import { keptBytes } from './hub/keptBytes.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { buildTwoPrecisions } = /** @type {typeof import('../tiny-model/twoPrecisions.ts')} */ (
  await importTs('test/tiny-model/twoPrecisions.ts')
);
const TINY = 'test/tiny-model/tiny-llava';
const DATA = 'onnx/decoder_model_merged_quantized.onnx_data';
const tiny = await filesOf(TINY);

/** @param {Page} page @param {string} name */
const focusedButton = (page, name) =>
  page.getByRole('button', { name, exact: true }).and(page.locator(':focus'));

/** @param {Page} page @param {string} name */
async function tabTo(page, name) {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focusedButton(page, name).count()) > 0) return;
  }
  assert.fail(`Tab does not lead to ${name}`);
}

const folderInput = (/** @type {Page} */ page) => page.locator('input[webkitdirectory]');
const zipInput = (/** @type {Page} */ page) => page.locator('input[accept*=zip]');

/**
 * @param {Map<string, Uint8Array>} files
 * @param {string} name
 */
function zipOf(files, name) {
  const buffer = Buffer.from(zipSync(Object.fromEntries(files)));
  return { name, mimeType: 'application/zip', buffer };
}

/** The tiny model in a folder `classroom`, as archives have it. @param {Record<string, Buffer>} changed */
function classroom(changed = {}) {
  const files = new Map([...tiny, ...Object.entries(changed)]);
  return new Map([...files].map(([path, bytes]) => [`classroom/${path}`, bytes]));
}

test('a folder becomes a model of the Lab, without any request for its files', async (tools) => {
  const page = await tools.openApp('#/models');
  await folderInput(page).setInputFiles(TINY);
  await page.getByText('tiny-llava is on this device, every file checked').waitFor();
  await page.getByRole('button', { name: 'Check every byte' }).click();
  await page.getByText('Every byte of tiny-llava is as it was stored').waitFor();

  await page.getByRole('link', { name: 'Use in the Lab' }).last().click();
  const chosen = page.getByRole('button', { name: 'Model: tiny-llava' });
  await chosen.waitFor();
  await openOptions(page);
  await page.getByRole('button', { name: 'Load now' }).click();
  await page.getByText('Loaded and checked.').waitFor();
  // The reading check of a new model begins by itself and is named on the Models page.
  await page.getByText('Does it read?').click();
  await page.getByText(/By letter: \d+ of \d+ right/).waitFor({ timeout: 120_000 });
  assert.deepEqual(
    tools.requests.filter((request) => request.includes('/models/tiny')),
    []
  );
  await page.goto(`${tools.url}#/models`);
  await page.getByText(/By letter: \d+ of \d+ right/).waitFor();

  await page.reload();
  await page.goto(`${tools.url}#/lab`);
  // The choice outlives the visit.
  await chosen.waitFor();

  // Without network everything but downloads works. (Reloaded, so that no picture of the Lab is on
  // its way any more.)
  await page.goto(`${tools.url}#/models`);
  await page.reload();
  await page.getByRole('button', { name: 'Check every byte' }).waitFor();
  await tools.context.setOffline(true);
  await page.getByRole('button', { name: 'Check every byte' }).click();
  await page.getByText('Every byte of tiny-llava is as it was stored').waitFor();
  await zipInput(page).setInputFiles(zipOf(classroom(), 'other.zip'));
  await page.getByText('other is on this device').waitFor();
  await tools.context.setOffline(false);
});

test('a folder that was dropped is read whole', async ({ openApp }) => {
  const page = await openApp('#/models');
  await folderInput(page).waitFor({ state: 'attached' });
  const files = [...tiny].map(([path, bytes]) => [path, bytes.toString('base64')]);
  await page.evaluate(async (given) => {
    // A drop made by a script has no folder entries: build what a browser would hand over.
    /** @type {any} */
    const root = { isDirectory: true, name: 'dropped', fullPath: '/dropped', children: [] };
    for (const [path = '', text = ''] of given) {
      const parts = path.split('/');
      let folder = root;
      for (const part of parts.slice(0, -1)) {
        let next = folder.children.find((/** @type {any} */ child) => child.name === part);
        if (!next) {
          next = { isDirectory: true, name: part, children: [] };
          folder.children.push(next);
        }
        folder = next;
      }
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      folder.children.push({
        isDirectory: false,
        fullPath: `/dropped/${path}`,
        file: (/** @type {(file: File) => void} */ done) =>
          done(new File([bytes], parts.at(-1) ?? ''))
      });
    }
    const withReader = (/** @type {any} */ entry) => {
      const batches = [entry.children.slice(0, 3), entry.children.slice(3)];
      entry.createReader = () => ({
        readEntries: (/** @type {(entries: any[]) => void} */ done) => done(batches.shift() ?? [])
      });
      entry.children.filter((/** @type {any} */ child) => child.isDirectory).forEach(withReader);
    };
    withReader(root);
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    const dataTransfer = {
      types: ['Files'],
      files: [],
      items: [{ kind: 'file', webkitGetAsEntry: () => root }]
    };
    Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
    document.body.dispatchEvent(event);
  }, files);
  await page.getByText('dropped is on this device, every file checked').waitFor();
});

test('what is wrong with an import is named, and nothing of it stays', async ({ openApp }) => {
  const page = await openApp('#/models');
  const alert = page.getByRole('alert');
  /** @param {Map<string, Uint8Array>} files @param {RegExp} sentence */
  const refused = async (files, sentence) => {
    await zipInput(page).setInputFiles(zipOf(files, 'classroom.zip'));
    await alert.filter({ hasText: sentence }).waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
  };
  const wrong = Buffer.from(/** @type {Buffer} */ (tiny.get(DATA)));
  wrong.writeUInt8(wrong.readUInt8(4711) ^ 1, 4711);
  const manifest = JSON.parse(String(tiny.get('manifest.json')));
  const expected = manifest.files[DATA].sha256;
  await refused(classroom({ [DATA]: wrong }), new RegExp(`${DATA}.*should be ${expected}`));

  const without = classroom();
  without.delete(`classroom/${DATA}`);
  without.delete('classroom/tokenizer.json');
  await refused(without, new RegExp(`missing: .*${DATA}.*tokenizer.json`));

  await refused(classroom({ [DATA]: wrong.subarray(0, 99) }), new RegExp(`${DATA}.*wrong length`));
  for (const trick of ['classroom/../../evil.js', '/etc/evil', 'classroom\\evil', 'C:evil']) {
    const files = new Map([...classroom(), [trick, Buffer.from('x')]]);
    await refused(files, /no path inside the model's folder/);
  }
  const outside = JSON.stringify({ files: { '../evil': { bytes: 1, sha256: 'a'.repeat(64) } } });
  await refused(classroom({ 'manifest.json': Buffer.from(outside) }), /no path inside/);
  await refused(new Map([['a.txt', Buffer.from('x')]]), /no model in classroom.zip/);
  const config = Buffer.from(JSON.stringify({ model_type: 'gated' }));
  await refused(classroom({ 'config.json': config }), /the type gated/);

  const whole = zipOf(classroom(), 'classroom.zip');
  await zipInput(page).setInputFiles({ ...whole, buffer: whole.buffer.subarray(0, 300_000) });
  await alert.waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await keptBytes(page), 0);

  await zipInput(page).setInputFiles(whole);
  await page.getByText('classroom is on this device, every file checked').waitFor();
  await zipInput(page).setInputFiles(whole);
  await alert.filter({ hasText: 'on this device already' }).waitFor();
  assert.ok((await keptBytes(page)) > 490_000);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove it' }).click();
  await page.getByText('classroom was removed').waitFor();
  assert.equal(await keptBytes(page), 0);
});

test('of a folder with several variants one can be chosen, and is loaded', async (tools) => {
  const page = await tools.openApp('#/models');
  const files = [...buildTwoPrecisions(false)].map(([path, bytes]) => [`two/${path}`, bytes]);
  await zipInput(page).setInputFiles(
    zipOf(/** @type {Map<string, Uint8Array>} */ (new Map(/** @type {any} */ (files))), 'two.zip')
  );
  await page.getByText('two is on this device, every file checked').waitFor();
  const variant = page.getByRole('combobox', { name: 'Variant' });
  assert.deepEqual(await variant.locator('option').allInnerTexts(), [
    'As suits the device',
    'fp16, half precision',
    'quantized, 8 bits, rounded while running'
  ]);
  const loaded = async () => {
    await page
      .getByRole('link', { name: /Use in the Lab|Open the Lab with it/ })
      .last()
      .click();
    await openOptions(page);
    await page.getByRole('button', { name: 'Load now' }).click();
    await page.getByText('Loaded and checked.').waitFor();
    await page.getByText('Details', { exact: true }).click();
    return page.getByText(/^two, /).innerText();
  };
  assert.equal(await loaded(), 'two, q8');
  await page.goto(`${tools.url}#/models`);
  await variant.selectOption('fp16');
  await page.locator('select[aria-busy=false]').waitFor();
  await page.reload();
  assert.equal(await variant.inputValue(), 'fp16');
  await assertNoViolations(page);
  assert.equal(await loaded(), 'two, fp16');
});

test('a disk that runs full is told, and half a copy does not stay', async ({
  openApp,
  context,
  url
}) => {
  const page = await openApp('#/models');
  const devtools = await context.newCDPSession(page);
  const origin = new URL(url).origin;
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 200_000 });
  await folderInput(page).setInputFiles(TINY);
  await page
    .getByRole('alert')
    .filter({ hasText: 'ran full while the model was being kept' })
    .waitFor();
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  assert.equal(await keptBytes(page), 0);
  await folderInput(page).setInputFiles(TINY);
  await page.getByText('tiny-llava is on this device').waitFor();
});

test('a folder without a manifest is taken by its names, its checksums recorded', async (tools) => {
  const folder = await mkdtemp(join(tmpdir(), 'valueshift-folder-'));
  try {
    const model = join(folder, 'plain');
    await cp(TINY, model, { recursive: true });
    await rm(join(model, 'manifest.json'));
    await writeFile(join(model, 'README.md'), 'not needed');
    // Its packed graph is all of its decoder, and the picture of its canary is not kept without a list.
    await rm(join(model, 'onnx/decoder_model_merged_quantized.onnx'));
    const canaries = JSON.parse(String(tiny.get('canaries.json')));
    canaries.cases[0].picture = 'canary.png';
    await writeFile(join(model, 'canaries.json'), JSON.stringify(canaries));
    const page = await tools.openApp('#/models');
    await folderInput(page).setInputFiles(model);
    await page.getByText('plain is on this device, every file checked').waitFor();
    const [manifest] = await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const models = await root.getDirectoryHandle('models');
      const plain = await models.getDirectoryHandle('plain');
      const file = await (await plain.getFileHandle('manifest.json')).getFile();
      return [await file.text()];
    });
    const { files } = JSON.parse(manifest ?? '');
    const own = JSON.parse(String(tiny.get('manifest.json'))).files;
    assert.equal(files[DATA].sha256, own[DATA].sha256);
    assert.equal(files['README.md'], undefined);
    await page.getByRole('link', { name: 'Use in the Lab' }).last().click();
    await page.getByRole('button', { name: 'Model: plain' }).waitFor();
    await openOptions(page);
    await page.getByRole('button', { name: 'Load now' }).click();
    await page.getByText('Loaded and checked.').waitFor();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe, keyboard and a phone, ${colorScheme}`, { context: { colorScheme } }, async (tools) => {
    const page = await tools.openApp('#/models');
    await folderInput(page).setInputFiles(TINY);
    await page.getByText('tiny-llava is on this device').waitFor();
    await assertNoViolations(page);
    const buttons = ['Choose a folder', 'Choose a zip file', 'Check every byte', 'Remove'];
    for (const name of buttons) await tabTo(page, name);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await assertNoViolations(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await focusedButton(page, 'Remove').waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await assertNoSidewaysScroll(page);
    const folder = process.env.VALUESHIFT_SHOTS;
    if (folder)
      await page.screenshot({ path: `${folder}/models-360-${colorScheme}.png`, fullPage: true });
    await page.setViewportSize({ width: 1280, height: 900 });
    if (folder)
      await page.screenshot({ path: `${folder}/models-${colorScheme}.png`, fullPage: true });
    await page.goto(`${tools.url}download.html?model=qwen2-vl-2b`);
    await page.getByRole('button', { name: 'Ask huggingface.co' }).waitFor();
    await assertNoViolations(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await assertNoSidewaysScroll(page);
    if (folder)
      await page.screenshot({ path: `${folder}/download-360-${colorScheme}.png`, fullPage: true });
  });
}
