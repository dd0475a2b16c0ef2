/** Downloads from the model hub, played by a server of the test's own. */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { openOptions } from './labForm.mjs';
import { fakeHub, filesOf } from './hub/fakeHub.mjs';
import { keptBytes } from './hub/keptBytes.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const DATA = 'onnx/decoder_model_merged_quantized.onnx_data';
const tiny = await filesOf('test/tiny-model/tiny-llava');

/** A folder for pictures of the pages, where one is wanted. */
const SHOTS = process.env.VALUESHIFT_SHOTS;

/** Chromium lets a page that a test filled in ask this machine only if it may. */
const MAY_ASK = { context: { permissions: ['local-network-access'] } };

/** A file of three pieces, so that an interruption falls into the middle of one. */
const LARGE = `${DATA}_2`;
const large = Buffer.alloc(20 << 20, 7);
const PIECE = 8 << 20;

/** Each piece lies behind its SHA-256. */
const SEAL = 32;

/** Size of a piece of the large file on the disk; 0 where it is not there. @param {Page} page @param {number} index */
const pieceBytes = (page, index) =>
  page.evaluate(
    async ([folder, name]) => {
      const root = await navigator.storage.getDirectory();
      const models = await root.getDirectoryHandle('models');
      const model = await models.getDirectoryHandle(folder ?? '').catch(() => null);
      const handle = await model?.getFileHandle(name ?? '').catch(() => null);
      return (await handle?.getFile())?.size ?? 0;
    },
    ['smolvlm-256m-quantized', `${encodeURIComponent(LARGE)}~${index}`]
  );

/** @param {() => Promise<boolean>} happened */
async function until(happened) {
  while (!(await happened())) await new Promise((go) => setTimeout(go, 100));
}

function hubFiles() {
  const files = new Map(tiny);
  files.delete('manifest.json');
  files.set(LARGE, large);
  return files;
}

/**
 * Opens the download page with a server of the test's own in the hub's place.
 * @param {import('./harness.mjs').Tools} tools
 * @param {import('./hub/fakeHub.mjs').FakeHub} hub
 * @param {string} [model] of the catalogue
 */
async function openDownload({ page, url, allowForeign }, hub, model = 'smolvlm-256m') {
  allowForeign(hub.origin);
  await page.route('**/download.html*', async (route) => {
    const response = await route.fetch();
    const swap = (/** @type {string} */ text) =>
      text.replaceAll('https://huggingface.co', hub.origin);
    const headers = response.headers();
    const policy = swap(headers['content-security-policy'] ?? '');
    const body = swap(await response.text());
    await route.fulfill({
      response,
      headers: { ...headers, 'content-security-policy': policy },
      body: body.replace('<head>', `<head><meta name="model-hub" content="${hub.origin}">`)
    });
  });
  await page.goto(`${url}download.html?model=${model}`);
}

test('a download goes on after a reload, and fetches nothing twice', MAY_ASK, async (tools) => {
  tools.allowError(/ERR_|Failed to load/);
  const hub = await fakeHub(hubFiles());
  try {
    const { page } = tools;
    await openDownload(tools, hub);
    await page.getByText(hub.origin).first().waitFor();
    assert.deepEqual(
      tools.requests.filter((request) => request.startsWith(hub.origin)),
      [],
      'nothing is asked before the click'
    );
    await page.getByRole('button', { name: /^Ask 127/ }).click();
    await page.getByRole('radio', { name: /^quantized/ }).waitFor();
    assert.equal(hub.sent.length, 0, 'no file is fetched before the second click');
    await assertNoViolations(page);

    hub.stall(LARGE, PIECE + 1000);
    await page.getByRole('button', { name: /^Download 21/ }).click();
    await until(async () => (await pieceBytes(page, 0)) === PIECE + SEAL);
    page.on('dialog', (dialog) => dialog.accept());
    const before = [...hub.sent];
    await page.reload();
    hub.release();
    await page.getByText(/is here in part/).waitFor();
    await page.getByRole('button', { name: /^Go on/ }).click();
    await page.getByText(/is on this device, every file checked/).waitFor();
    const again = hub.sent.slice(before.length);
    const done = before.filter(({ path }) => path !== LARGE).map(({ path }) => path);
    assert.ok(done.length > 3, 'several files were there before');
    assert.deepEqual(
      again.filter(({ path }) => done.includes(path)),
      []
    );
    const rest = again.filter(({ path }) => path === LARGE);
    assert.deepEqual(rest, [{ path: LARGE, start: PIECE, sent: large.length - PIECE }]);

    // A piece that is damaged on the disk is found, and it alone fetched again.
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const models = await root.getDirectoryHandle('models');
      const folder = await models.getDirectoryHandle('smolvlm-256m-quantized');
      const name = `${encodeURIComponent('onnx/decoder_model_merged_quantized.onnx_data_2')}~1`;
      const handle = await folder.getFileHandle(name);
      const writable = await handle.createWritable({ keepExistingData: true });
      await writable.write({ type: 'write', position: 5000, data: new Uint8Array([1]) });
      await writable.close();
    });
    await page.getByRole('link', { name: 'To the Models page' }).click();
    await page.getByRole('button', { name: 'Check every byte' }).click();
    await page.getByText(/is damaged on this device: .*onnx_data_2/).waitFor();
    const [opened] = await Promise.all([
      tools.context.waitForEvent('page'),
      page.getByRole('link', { name: 'Go on with the download' }).click()
    ]);
    await opened.close();
    await page.goto(`${tools.url}download.html?model=smolvlm-256m`);
    const repaired = hub.sent.length;
    await page.getByRole('button', { name: /^Go on/ }).click();
    await page.getByText(/is on this device, every file checked/).waitFor();
    assert.deepEqual(hub.sent.slice(repaired), [{ path: LARGE, start: PIECE, sent: PIECE }]);
  } finally {
    await hub.close();
  }
});

test('a downloaded model runs, and a pause keeps what has come', MAY_ASK, async (tools) => {
  tools.allowError(/ERR_|Failed to load/);
  const files = hubFiles();
  files.delete(LARGE);
  const hub = await fakeHub(files);
  try {
    const { page } = tools;
    hub.stall(DATA, 1000);
    await openDownload(tools, hub);
    await page.getByRole('button', { name: /^Ask 127/ }).click();
    await page.getByRole('button', { name: /^Download/ }).click();
    await page.getByText('Fetching the model').first().waitFor();
    await page
      .getByText(/onnx_data/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/^Paused/).waitFor();
    hub.release();
    await page.getByRole('button', { name: /^Go on/ }).click();
    await page.getByRole('link', { name: 'To the Models page' }).click();
    await page.getByText(/revision acc054744d60/).waitFor();
    await page.getByRole('link', { name: 'Use in the Lab' }).last().click();
    await openOptions(page);
    await page.getByRole('button', { name: 'Load now' }).click();
    await page.getByText('Loaded and checked.').waitFor();
  } finally {
    await hub.close();
  }
});

/** A twin of a real model in 4 bits, and what stands for its graph in 32. */
const twin = new Map(await filesOf('test/fixtures/twins/qwen2.5-text'));
twin.set('onnx/model.onnx', Buffer.alloc(800_000, 3));

test(
  'the variant that suits the device is suggested, another may be chosen',
  MAY_ASK,
  async (tools) => {
    tools.allowError(/ERR_|Failed to load/);
    const hub = await fakeHub(new Map([...twin, ['onnx/model_int8.onnx', Buffer.alloc(9)]]));
    try {
      const { page } = tools;
      await openDownload(tools, hub, 'qwen2.5-0.5b');
      await page.getByRole('button', { name: /^Ask 127/ }).click();
      const variants = page.getByRole('group', { name: 'Variant' });
      await variants.waitFor();
      const [first, second, last] = await variants.getByRole('radio').all();
      // No graphics card here: 4 bits, asked on the processor.
      assert.equal(await first?.isChecked(), true);
      const rows = await variants.locator('label').allInnerTexts();
      assert.equal(rows.length, 3);
      assert.match(
        rows[0] ?? '',
        /^q4\b[^]*Suggested here[^]*needs about \d+ MB of memory · on the processor · many questions in one call · fits[^]*reference's numbers in this variant/
      );
      assert.match(rows[1] ?? '', /^fp32/);
      assert.match(
        rows[2] ?? '',
        /^int8[^]*every question anew[^]*differ from the original's by about \.3/
      );
      await page.getByText('the processor computes').waitFor();
      await page.getByText('How the memory is reckoned').click();
      await page.getByText(/of files, all in memory until the last is opened/).waitFor();
      await assertNoViolations(page);
      await page.setViewportSize({ width: 360, height: 740 });
      await assertNoSidewaysScroll(page);
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/variants-360.png`, fullPage: true });
      // By keys: down once to 32 bits, and on to what is rounded while running.
      await first?.focus();
      await page.keyboard.press('ArrowDown');
      assert.equal(await second?.isChecked(), true);
      await page.keyboard.press('ArrowDown');
      assert.equal(await last?.isChecked(), true);
      await page.keyboard.press('ArrowUp');
      await page.getByRole('button', { name: /^Download/ }).click();
      await page.getByText('Qwen2.5 0.5B (fp32) is on this device').waitFor();
      const sent = hub.sent.map(({ path }) => path).filter((path) => path.startsWith('onnx/'));
      assert.deepEqual(sent, ['onnx/model.onnx']);
      const record = await page.evaluate(async () => {
        const root = await navigator.storage.getDirectory();
        const models = await root.getDirectoryHandle('models');
        const folder = await models.getDirectoryHandle('qwen2.5-0.5b-fp32');
        const file = await (await folder.getFileHandle('record.json')).getFile();
        return JSON.parse(await file.text());
      });
      assert.equal(record.variant, 'fp32');
      // The list names no revision of it: the newest is kept with it.
      assert.match(record.origin.revision, /^0123456789abcdef/);
    } finally {
      await hub.close();
    }
  }
);

test(
  'a revision that is gone, a type that is unknown and a licence to accept are told',
  MAY_ASK,
  async (tools) => {
    tools.allowError(/ERR_|Failed to load/);
    const { page } = tools;
    const ask = () => page.getByRole('button', { name: /^Ask 127/ }).click();
    const told = (/** @type {RegExp} */ sentence) =>
      page.getByRole('alert').filter({ hasText: sentence }).waitFor();
    const moved = await fakeHub(hubFiles(), { moved: true });
    await openDownload(tools, moved);
    await ask();
    await told(/has no revision acc054744d60/);
    await page.getByRole('button', { name: 'Ask for the newest revision' }).click();
    await page.getByText(/^0123456789abcdef.*the newest there is/).waitFor();
    await moved.close();
    for (const [options, sentence] of /** @type {const} */ ([
      [{ type: 'gemma9' }, /a model of the type gemma9, which the app cannot run/],
      [{ status: 401 }, /its licence has to be accepted there first/],
      [{ status: 503 }, /refused .*status 503/]
    ])) {
      const hub = await fakeHub(hubFiles(), options);
      await page.unrouteAll();
      await openDownload(tools, hub);
      await ask();
      await told(sentence);
      await hub.close();
    }
    const files = hubFiles();
    files.delete('onnx/vision_encoder_quantized.onnx');
    const hub = await fakeHub(files);
    await page.unrouteAll();
    await openDownload(tools, hub);
    await ask();
    await told(/lacks files that are needed to run it: onnx\/vision_encoder\.onnx/);
    await hub.close();
  }
);

test('what no page can open is not offered for download', MAY_ASK, async (tools) => {
  const hub = await fakeHub(twin, {
    sizes: { 'onnx/model.onnx': 2.5e9, 'onnx/model_q4.onnx': 1.9e9 }
  });
  try {
    const { page } = tools;
    await openDownload(tools, hub, 'qwen2.5-0.5b');
    await page.getByRole('button', { name: /^Ask 127/ }).click();
    await page.getByRole('radio', { name: /^q4/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Download/ }).isEnabled(), true);
    await page.getByRole('radio', { name: /^fp32/ }).check();
    await page.getByRole('alert').filter({ hasText: 'exceeds 2 GB' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Download/ }).isEnabled(), false);
  } finally {
    await hub.close();
  }
});

test('a file that is not what the hub announced is named', MAY_ASK, async (tools) => {
  const hub = await fakeHub(hubFiles(), { claims: { [DATA]: 'f'.repeat(64) } });
  try {
    const { page } = tools;
    await openDownload(tools, hub);
    await page.getByRole('button', { name: /^Ask 127/ }).click();
    await page.getByRole('button', { name: /^Download/ }).click();
    const alert = page.getByRole('alert');
    await alert.filter({ hasText: new RegExp(`${DATA}.*should be f{64} but is`) }).waitFor();
    await page.getByRole('button', { name: 'Delete what has come' }).click();
    await page.getByRole('button', { name: /^Download/ }).waitFor();
    assert.equal(await keptBytes(page), 0);
  } finally {
    await hub.close();
  }
});

test('the download page may ask the hub and nothing else; without network it says so', async (tools) => {
  tools.allowError(/ERR_|Failed to load|Content Security Policy|Refused/);
  tools.allowForeign('https://huggingface.co/');
  const { page } = tools;
  await page.route('https://huggingface.co/**', (route) => route.abort());
  await page.goto(`${tools.url}download.html?model=nanollava-1.5`);
  await page.getByRole('button', { name: 'Ask huggingface.co' }).click();
  await page.getByRole('alert').filter({ hasText: 'does not answer' }).waitFor();
  const elsewhere = await page.evaluate(() =>
    fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused'
    )
  );
  assert.equal(elsewhere, 'refused');
  await page.goto(`${tools.url}download.html?model=none`);
  await page.getByRole('heading', { name: 'No such model' }).waitFor();
});
