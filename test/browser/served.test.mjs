/** Models on servers of this computer: found, probed, asked in the Lab and in studies. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeOpenai } from '../servers/fake/openai.mjs';
import { startFakeVllm } from '../servers/fake/vllm.mjs';
import { test } from './harness.mjs';
import { askButton, chip, openForm } from './labForm.mjs';
import { mortalWorkers, strike } from './mortalWorkers.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Address of a real server, for example a llama-server: the Lab's first test and the study ask it in place of the fake. */
const REAL = process.env.VALUESHIFT_SERVED_AT;
/** Milliseconds: a real model behind a real server takes its time. */
const PATIENCE = REAL ? 1_200_000 : 240_000;
const KEY = 'sk-never-to-be-written-4711';
/** A browser tells of every connection that fails. */
const REFUSED = /Failed to load resource|net::ERR_/;

/** @param {Page} page @param {string} address @param {{ model?: string, key?: string }} [more] */
async function connect(page, address, { model = '', key = '' } = {}) {
  await page.getByLabel('Address').fill(address);
  await page.getByLabel('Model', { exact: true }).fill(model);
  await page.getByLabel('Key').fill(key);
  await page.getByRole('button', { name: 'Connect and probe' }).click();
}

/** How a server and its model are named, whoever made it. */
const SERVED = / on (vLLM|llama\.cpp)/;

/** The Models page with a server that was found. @param {Page} page @param {string} address */
async function connected(page, address) {
  await connect(page, address);
  await page.getByText(/can be asked\. It stands below/).waitFor();
  return page;
}

/** The model that the fakes serve, as vLLM's. */
const FAKE = 'served-vllm-made-up-fake-1b';

/** Asks about a bundled picture, by letter: few requests. @param {Page} page @param {string} [model] */
async function askFlag(page, model = FAKE) {
  const base = page.url().split('#')[0];
  const hash = `#/lab?picture=flag-kor&readout=letter&model=${model}`;
  await page.goto(`${base}${hash}`);
  await openForm(page);
  await chip(page, 'Model').getByText(/ on /).waitFor();
  await askButton(page).click({ timeout: 60_000 });
}

/** Everything that the page stores, as text. @param {Page} page */
function stored(page) {
  return page.evaluate(async () => {
    /** @type {(request: IDBRequest) => Promise<any>} */
    const result = (request) =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    let text = JSON.stringify({ ...localStorage, ...sessionStorage });
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await result(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll();
        text += JSON.stringify(await result(all));
      }
      database.close();
    }
    return text;
  });
}

test(
  'a server is found, probed and asked in the Lab; the page itself cannot reach it',
  { timeout: 2 * PATIENCE },
  async ({ openApp, allowForeign, allowError }) => {
    const fake = REAL ? null : await startFakeVllm({ key: KEY });
    const url = REAL ?? fake?.url ?? '';
    allowForeign(url);
    allowError(/Content Security Policy|Refused to connect/);
    try {
      const page = await openApp('#/models');
      const reached = await page.evaluate(
        (address) =>
          fetch(address).then(
            () => 'reached',
            () => 'refused'
          ),
        `${url}/v1/models`
      );
      assert.equal(reached, 'refused', 'by the policy of the page');
      assert.equal(fake?.asked.length ?? 0, 0);

      if (!REAL) {
        await connect(page, url);
        await page.getByText('wants a key, or refuses the one').waitFor();
      }
      await connect(page, `${url}/v1/`, REAL ? {} : { key: KEY });
      await page.getByText(/can be asked\. It stands below/).waitFor({ timeout: 300_000 });
      assert.equal(await page.getByLabel('Key').inputValue(), '');
      const card = page.getByRole('region', { name: SERVED });
      await card.getByText(/letters? at a time (is|are) told exactly/).waitFor();
      await card.getByText('Goes on with an answer that was begun.').waitFor();
      await assertNoViolations(page);

      await card.getByRole('link', { name: 'Use in the Lab' }).click();
      await chip(page, 'Model').getByText(/ on /).waitFor();
      const name = new URLSearchParams(page.url().split('?')[1]).get('model') ?? '';
      assert.match(name, /^served-/);
      await askFlag(page, name);
      await page
        .getByText(/All \d+ answers are in/)
        .first()
        .waitFor({ timeout: PATIENCE });
      await page
        .getByText(/Answered by (vLLM|llama\.cpp)/)
        .first()
        .waitFor();
      assert.ok(!(await stored(page)).includes(KEY), 'the key is written nowhere');
      assert.ok((await stored(page)).includes(name), 'the model is');
    } finally {
      await fake?.close();
    }
  }
);

test('no other computer is asked, whatever is typed', async ({ openApp, requests, url }) => {
  const page = await openApp('#/models');
  for (const [address, sentence] of [
    ['http://192.168.1.20:8000', '192.168.1.20 is not this computer'],
    ['gpu.example.org:8000', 'gpu.example.org is not this computer'],
    ['http://127.0.0.2:8000', '127.0.0.2 is this computer, but'],
    ['https://localhost:8000', 'This is no server’s address'],
    ['http://127.0.0.1@example.org', 'This is no server’s address']
  ]) {
    await connect(page, address ?? '');
    await page
      .getByRole('alert')
      .getByText((sentence ?? '').replace('’', "'"))
      .waitFor();
  }
  await page.getByRole('alert').waitFor();
  assert.ok(requests.every((request) => request.startsWith(url)));
});

test('the list: removed and brought back, still there after a reload', async ({
  openApp,
  allowForeign
}) => {
  const fake = await startFakeVllm();
  allowForeign(fake.url);
  try {
    const page = await connected(await openApp('#/models'), fake.url);
    const card = page.getByRole('region', { name: /made-up\/fake-1b on vLLM/ });
    await card.getByRole('button', { name: 'Remove' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'List it again' }).click();
    await card.waitFor();
    await page.reload();
    await card.waitFor();
    await card.getByRole('button', { name: 'Probe again' }).click();
    await page.getByText(/can be asked\. It stands below/).waitFor();
  } finally {
    await fake.close();
  }
});

test('a run of the Lab waits for a server that went away, and goes on', async ({
  openApp,
  allowForeign,
  allowError
}) => {
  const fake = await startFakeVllm({ slow: 200, slots: 1 });
  allowForeign(fake.url);
  allowError(REFUSED);
  try {
    const page = await connected(await openApp('#/models'), fake.url);
    await askFlag(page);
    // The probe once more, and some answers.
    await answeredBeyond(fake, 2 * fake.answers().length + 5);
    const away = fake.restart(4000);
    await page.getByText(/Asked again in \d+ seconds?; what was answered is kept/).waitFor();
    await away;
    await page
      .getByText(/All \d+ answers are in/)
      .first()
      .waitFor({ timeout: 240_000 });
  } finally {
    await fake.close();
  }
});

test('the worker that asks a server dies in mid-run: the run goes on, and no answer is missing', async ({
  openApp,
  allowForeign
}) => {
  const fake = await startFakeVllm({ slow: 100, slots: 1 });
  allowForeign(fake.url);
  try {
    const page = await openApp('#/models');
    await page.addInitScript(mortalWorkers);
    await page.reload();
    await connected(page, fake.url);
    const probe = fake.answers().length;
    await askFlag(page);
    await answeredBeyond(fake, 2 * probe + 5);
    assert.ok((await strike(page, 'served.worker')) > 0);
    await page
      .getByText(/All \d+ answers are in/)
      .first()
      .waitFor({ timeout: 240_000 });
    assert.equal(await page.getByText(/could not be had/).count(), 0);
  } finally {
    await fake.close();
  }
});

test('what a server refuses is named, and missing', async ({
  openApp,
  allowForeign,
  allowError
}) => {
  const fake = await startFakeVllm();
  allowForeign(fake.url);
  allowError(REFUSED);
  try {
    const page = await connected(await openApp('#/models'), fake.url);
    const probing = fake.answers().length;
    const asked = askFlag(page);
    await answeredBeyond(fake, 2 * probing);
    const faults = [{ kind: 'status', status: 400, words: 'too long for me', every: 9 }];
    fake.set({ faults: /** @type {any} */ (faults) });
    await asked;
    await page
      .getByText(/\d+ answers? could not be had and (is|are) missing[\s\S]*too long for me/)
      .first()
      .waitFor({ timeout: 120_000 });
    await assertNoViolations(page);
  } finally {
    await fake.close();
  }
});

test('of a server that tells its likeliest tokens only, letters are read', async ({
  openApp,
  allowForeign
}) => {
  const fake = await startFakeOpenai();
  allowForeign(fake.url);
  try {
    const page = await connected(await openApp('#/models'), fake.url);
    const card = page.getByRole('region', { name: /made-up\/fake-1b on / });
    await card.getByRole('link', { name: 'Use in the Lab' }).click();
    await chip(page, 'Model').getByText(/ on /).waitFor();
    await page.setInputFiles('input[type=file]', 'test/fixtures/golden/flag_twemoji_gq.png');
    await openForm(page);
    await askButton(page).click({ timeout: 60_000 });
    await page
      .getByText(/All \d+ answers are in|could not be had/)
      .first()
      .waitFor({ timeout: 120_000 });
    await page
      .getByText(/By letter/i)
      .first()
      .waitFor();
  } finally {
    await fake.close();
  }
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(
    `a study is asked of a server that goes and comes back, on a phone, ${colorScheme}`,
    { timeout: 2 * PATIENCE, context: { colorScheme, viewport: { width: 360, height: 740 } } },
    async ({ openApp, allowForeign, allowError }) => {
      const fake = REAL ? null : await startFakeVllm({ slow: 5 });
      const url = REAL ?? fake?.url ?? '';
      allowForeign(url);
      allowError(REFUSED);
      try {
        const page = await openApp('#/models');
        await connect(page, url);
        await page.getByText(/can be asked\. It stands below/).waitFor({ timeout: 300_000 });
        await page.getByText('What to start').click();
        await assertNoViolations(page);
        await assertNoSidewaysScroll(page);

        await page.goto(`${page.url().split('#')[0]}#/study`);
        await page.locator('input[webkitdirectory]').setInputFiles(await smallFolder());
        await page.getByText('2 countries', { exact: true }).waitFor();
        await page.getByLabel('Ask about').selectOption('quick');
        await page.getByRole('checkbox', { name: SERVED }).check();
        await page.getByRole('checkbox', { name: 'Pocket model' }).uncheck();
        await page.getByText('By letter', { exact: true }).click();
        await page
          .getByRole('checkbox', { name: /^Only pictures that the model recognises/ })
          .uncheck();
        await page.getByText(/answers are still to be asked/).waitFor();
        await page.getByRole('button', { name: 'Start the run' }).click();
        if (fake) {
          await answeredBeyond(fake, fake.answers().length + 40);
          await fake.restart(1500);
        }
        await page.getByText('Every answer is in.').first().waitFor({ timeout: PATIENCE });
        await page.getByRole('link', { name: 'Similarity', exact: true }).first().click();
        await page
          .getByText(/Answered by (vLLM|llama\.cpp)/)
          .first()
          .waitFor();
        await assertNoSidewaysScroll(page);
      } finally {
        await fake?.close();
      }
    }
  );
}

async function smallFolder() {
  const path = await mkdtemp(join(tmpdir(), 'valueshift-served-'));
  await writeFile(
    join(path, 'pictures.csv'),
    'file,country\nflag-bra.png,Brazil\nflag-ind.png,India\n'
  );
  for (const name of ['flag-bra.png', 'flag-ind.png']) {
    await writeFile(join(path, name), await readFile(join('public', 'pictures', name)));
  }
  return path;
}

/** @param {import('../servers/fake/fakeServer.mjs').Fake} fake @param {number} count */
async function answeredBeyond(fake, count) {
  while (fake.answers().length < count) await new Promise((go) => setTimeout(go, 20));
}
