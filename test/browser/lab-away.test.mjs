import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as make from '../fixtures/pictureBytes.mjs';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations, pastedText } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** What a saved card is, by the first bytes of a PNG. */
const CARD = { width: 1200, height: 630 };
const clipboard = { context: { permissions: ['clipboard-write'] } };

/** @param {Page} page */
const verdict = (page) => page.getByRole('heading', { level: 1, name: /of 12 answers moved/ });
/** @param {Page} page */
const taking = (page) => page.getByRole('list', { name: 'Taking it away' });

/** The numbers at the rows' ends and in the badges. @param {Page} page */
async function numbersShown(page) {
  await verdict(page).waitFor();
  await page
    .getByText(/\d(st|nd|rd|th) of \d+/)
    .first()
    .waitFor();
  const rows = await page.locator('details.row summary').allInnerTexts();
  const badges = await page.getByRole('group', { name: 'What may be said of it' }).innerText();
  return { rows, badges, verdict: await verdict(page).innerText() };
}

/** @param {import('playwright-core').Download} download */
async function saved(download) {
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** @param {Buffer} bytes */
function assertCard(bytes) {
  assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
  assert.deepEqual({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }, CARD);
}

test('from the first visit to a saved card by keyboard alone', async ({ openApp }) => {
  const page = await openApp();
  /** @param {RegExp} name */
  const tabTo = async (name) => {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const said = await page.evaluate(() => {
        const { activeElement: at } = document;
        return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      });
      if (name.test(said)) return;
    }
    assert.fail(`Tab does not lead to ${name}`);
  };
  await page.getByRole('heading', { name: 'See what a flag does' }).waitFor();
  await tabTo(/^Show me/);
  await page.keyboard.press('Enter');
  await verdict(page).waitFor();
  await tabTo(/^Share/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Make a card' }).waitFor();
  await tabTo(/^Make a card/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'A card to share' });
  await dialog.getByRole('img').waitFor();
  assert.match((await dialog.getByRole('img').getAttribute('alt')) ?? '', /of 12 answers moved/);
  await tabTo(/^Save the card/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter')
  ]);
  const card = await saved(download);
  assert.match(card.name, /^valueshift-flag-of-[a-z-]+-next-to-[a-z-]+-card\.png$/);
  assertCard(card.bytes);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
});

test(
  'a link opens to the same numbers elsewhere, and says what it cannot',
  clipboard,
  async (t) => {
    const page = await t.openApp('#/lab?picture=flag-jpn&next=NGA&from=neutral');
    const before = await numbersShown(page);
    await page.locator('details.row summary').first().click();
    await taking(page).getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('The link is copied.').waitFor();
    const link = await pastedText(page);
    assert.match(link, /#\/lab\?picture=flag-jpn&next=NGA&from=neutral&open=Q\d+$/);

    const elsewhere = await (
      await t.page.context().browser()?.newContext({ serviceWorkers: 'block' })
    )?.newPage();
    assert.ok(elsewhere);
    await elsewhere.goto(link);
    const there = await numbersShown(elsewhere);
    assert.equal(await elsewhere.locator('details.row[open]').count(), 1);
    assert.deepEqual([there.verdict, there.badges], [before.verdict, before.badges]);
    assert.equal(there.rows.length, before.rows.length);

    await elsewhere.goto(`${t.url}#/lab?picture=flag-jpn,flag-xyz&orders=sideways`);
    await elsewhere.getByText(/picture=flag-xyz, orders=sideways/).waitFor();
    await elsewhere.waitForURL(/#\/lab\?picture=flag-jpn$/);
    await elsewhere.goBack();
    await elsewhere.waitForURL(/next=NGA/);
    await elsewhere
      .getByText(/people in/)
      .first()
      .waitFor();
    assert.equal((await numbersShown(elsewhere)).verdict, before.verdict);
    await elsewhere.context().close();
  }
);

// The tiny model answers at once; what it answers has no part in this.
const tiny = { mounts: { '/models/pocket-llava/': 'test/tiny-model/tiny-llava' } };

test('own pictures are in no link, and on a card only by a tick', tiny, async (tools) => {
  const page = await tools.openApp('#/lab?picture=flag-kor');
  await numbersShown(page);
  await page.evaluate(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], 'harbour.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    },
    [...make.png()]
  );
  await page.waitForURL(/#\/lab$/);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await page
    .getByText(/\d(st|nd|rd|th) of \d+/)
    .first()
    .waitFor({ timeout: 120_000 });
  await taking(page).getByRole('button', { name: 'Share' }).click();
  await page.getByText('Your own pictures stay on this device', { exact: false }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Copy link' }).count(), 0);
  await page.getByRole('button', { name: 'Make a card' }).first().click();
  const wish = page.getByRole('checkbox', { name: 'With the picture' });
  assert.equal(await wish.isChecked(), false);
  const card = page.getByRole('dialog').getByRole('img');
  const without = await card.getAttribute('src');
  await wish.check();
  await page.waitForFunction(
    (before) => document.querySelector('dialog img')?.getAttribute('src') !== before,
    without
  );
});

test('files say where their numbers come from', async ({ openApp }) => {
  const page = await openApp('#/lab?picture=flag-kor');
  await numbersShown(page);
  /** @param {RegExp} name */
  const file = async (name) => {
    await taking(page).getByRole('button', { name: 'Save data' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click()
    ]);
    const { name: called, bytes } = await saved(download);
    assert.match(called, /^valueshift-flag-of-south-korea-next-to-south-korea-/);
    return bytes.toString('utf8');
  };
  for (const name of [/^Answers/, /^Movement/]) {
    const [head = '', ...lines] = (await file(name)).trim().split('\r\n');
    for (const column of ['model', 'prompt template', 'country', 'picture SHA-256', 'survey']) {
      assert.ok(head.split(',').includes(column), column);
    }
    assert.ok(lines.length >= 24);
    assert.ok(lines.every((line) => /,pocket-llava,[0-9a-f]{64},brief,/.test(line)));
    assert.ok(lines.some((line) => /Flag of South Korea,flag-kor\.png,[0-9a-f]{64},/.test(line)));
  }
  const run = JSON.parse(await file(/^Everything/));
  assert.equal(run.format, 'valueshift-run');
  assert.equal(run.saved.answersFrom, 'app');
  assert.equal(run.saved.pictures[0].title, 'Flag of South Korea');
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(
    `axe finds nothing in what takes a result away, ${colorScheme}`,
    { context: { colorScheme } },
    async (t) => {
      const page = await t.openApp('#/lab?picture=flag-kor');
      await numbersShown(page);
      await taking(page).getByRole('button', { name: 'Save data' }).click();
      await page.getByRole('button', { name: 'Answers (CSV)' }).waitFor();
      await assertNoViolations(page);
      await page.keyboard.press('Escape');
      await taking(page).getByRole('button', { name: 'Share' }).click();
      await page.getByRole('button', { name: 'Make a card' }).first().click();
      await page.getByRole('dialog').getByRole('img').waitFor();
      await assertNoViolations(page);
    }
  );
}

test(
  'nothing of it reaches past a phone',
  { context: { viewport: { width: 360, height: 740 } } },
  async (t) => {
    const page = await t.openApp('#/lab?picture=flag-kor');
    await numbersShown(page);
    for (const name of ['Share', 'Save data']) {
      await taking(page).getByRole('button', { name }).click();
      await assertNoSidewaysScroll(page);
      await page.keyboard.press('Escape');
    }
  }
);
