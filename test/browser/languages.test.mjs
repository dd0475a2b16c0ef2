/** The page in other languages: chosen, kept, from right to left, and nothing lost by a change. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { importTs } from '../../scripts/importTs.mjs';
import { test } from './harness.mjs';
import { openIsolated } from './offline/openIsolated.mjs';
import { plainHost } from './offline/plainHost.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { LANGUAGES } = /** @type {typeof import('../../src/ui/languages.ts')} */ (
  await importTs('src/ui/languages.ts')
);
const ARABIC = /\p{Script=Arabic}/u;
const RESULT = '#/lab?picture=flag-kor';
const SWITCH = 'header .inner > .choices select';
const read = async (/** @type {string} */ file) =>
  JSON.parse(await readFile(`src/ui/messages/${file}`, 'utf8'));

const speaks = (/** @type {Page} */ page, /** @type {string} */ code) =>
  page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
const firstRow = (/** @type {Page} */ page) => page.locator('details.row').first();

test('Arabic, chosen by keyboard: from right to left, kept, and nothing of a run is lost', async ({
  openApp
}) => {
  const page = await openApp(RESULT);
  const questions = page.locator('details.row .text strong');
  // Rows come as answers do, and change places until the last one is in.
  await page.getByRole('heading', { level: 1, name: /of 12 answers moved/ }).waitFor();
  const english = await questions.allTextContents();
  await firstRow(page).locator('summary').click();
  const shares = await firstRow(page).locator('td').allTextContents();

  await page.locator('.brand').focus();
  for (let press = 0; press < 12 && !(await page.locator(`${SWITCH}:focus`).count()); press += 1)
    await page.keyboard.press('Tab');
  await page.locator(`${SWITCH}:focus`).waitFor();
  const before = LANGUAGES.findIndex(({ code }) => code === 'ar');
  for (let press = 0; press < before; press += 1) await page.keyboard.press('ArrowDown');
  await speaks(page, 'ar');
  assert.equal(await page.evaluate(() => document.dir), 'rtl');
  assert.equal(new URL(page.url()).searchParams.get('lang'), 'ar');

  // The same rows, the opened one still open, its numbers the same; the English below the Arabic.
  assert.equal(await questions.count(), english.length);
  assert.match((await questions.first().textContent()) ?? '', ARABIC);
  assert.deepEqual(
    await page.locator('.text strong [lang="en"][dir="ltr"]').allTextContents(),
    english
  );
  const now = await firstRow(page).locator('td').allTextContents();
  assert.deepEqual(now.map(figures), shares.map(figures));
  await assertNoViolations(page);

  await page.reload();
  await firstRow(page).waitFor();
  assert.equal(await page.evaluate(() => document.dir), 'rtl');
  await page.goto(page.url().replace(/#.*/, '#/explore'));
  await page.locator('#explore-question').waitFor();
  assert.match((await page.locator('#explore-question').textContent()) ?? '', ARABIC);
  await assertNoViolations(page);

  // A table that is saved has the headings that every class has.
  const saved = page.waitForEvent('download');
  await page.locator('figure details > summary').first().click();
  await page.locator('figure .menu button').first().click();
  const [heading = ''] = (await readFile(await (await saved).path(), 'utf8')).split('\r\n');
  const { table } = await read('en/explore.json');
  assert.ok(heading.includes(table.country), heading);
  assert.doesNotMatch(heading, ARABIC);
});

/** The digits of a cell: marks of direction stand around them in Arabic. @param {string} cell */
const figures = (cell) => cell.replaceAll(/[^\d]/g, '');

test('typed words stay when the language changes', async ({ openApp }) => {
  const page = await openApp('#/explore');
  const search = page.locator('input[type=search]').first();
  await search.fill('work');
  const questions = page.locator('[role=option]');
  const found = await questions.count();
  await page.locator(SWITCH).selectOption('es');
  await speaks(page, 'es');
  assert.equal(await search.inputValue(), 'work');
  // The English is still found.
  assert.equal(await questions.count(), found);
  await search.fill('trabajo');
  await questions.first().waitFor();
  assert.match((await questions.first().textContent()) ?? '', /trabajo/i);
});

test(
  'the browser’s language, unless the address or an earlier choice says another',
  { context: { locale: 'de-AT' } },
  async ({ openApp, requests }) => {
    const page = await openApp('#/about');
    const german = await read('de/about.json');
    await page.getByRole('heading', { level: 1, name: german.title }).waitFor();
    await page.getByText((await read('de/language.json')).machine).waitFor();
    assert.equal(requests.filter((each) => /_lang-(?!de)/.test(each)).length, 0);
    await openApp('?lang=en#/about');
    await page
      .getByRole('heading', { level: 1, name: (await read('en/about.json')).title })
      .waitFor();
    await page.locator(SWITCH).selectOption('fr');
    await speaks(page, 'fr');
    await openApp('#/glossary');
    await page
      .getByRole('heading', { level: 1, name: (await read('fr/glossary.json')).title })
      .waitFor();
  }
);

test('a part that does not come: English, said so, and asked for again', async ({
  openApp,
  page,
  allowError
}) => {
  allowError(/_lang-es-lab/);
  await page.route(/_lang-es-lab/, (route) => route.abort());
  await openApp('?lang=es#/lab');
  const { missing, again } = await read('en/language.json');
  await page.getByText(missing.replace('{{language}}', 'Español')).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
  await page.unroute(/_lang-es-lab/);
  await page.getByRole('button', { name: again }).click();
  await speaks(page, 'es');
  assert.equal(await page.getByRole('button', { name: again }).count(), 0);
});

test(
  'a language that was chosen is there without a network, and no other was fetched',
  { context: { serviceWorkers: 'allow' } },
  async ({ page, allowForeign, allowError }) => {
    const host = await plainHost(process.env.VALUESHIFT_DIST ?? 'dist');
    allowForeign(host.url);
    await openIsolated(page, host.url);
    await page.locator(SWITCH).selectOption('fr');
    await speaks(page, 'fr');
    await page.waitForFunction(
      async () => {
        const names = await caches.keys();
        const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
        const kept = keys.flat().filter(({ url }) => url.includes('/_lang-'));
        return kept.length === 4 && kept.every(({ url }) => url.includes('_lang-fr-'));
      },
      null,
      { polling: 500 }
    );
    await host.close();
    allowError(/ERR_(CONNECTION|EMPTY)/);
    await page.reload();
    await page.locator('h1').first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'fr');
    await page.goto(page.url().replace(/#.*|$/, '#/about'));
    const { title } = await read('fr/about.json');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }
);

const PAGES = ['#/lab', RESULT, '#/explore', '#/models', '#/study', '#/about'];
/** What comes last on a page; of others it is their title. */
const LAST = /** @type {Record<string, string>} */ ({
  [RESULT]: 'details.row',
  [`${RESULT}&guess=first`]: '#guess-title',
  '#/explore': 'figure svg.chart'
});

/**
 * A hash alone does not load the page anew: until the menu marks the new page, the old one's title stands.
 * @param {Page} page @param {string} hash
 */
async function arrived(page, hash) {
  const path = /^#\/\w+/.exec(hash)?.[0];
  await page.locator(`nav [aria-current][href="${path}"]`).first().waitFor({ state: 'attached' });
  await page
    .locator(LAST[hash] ?? 'main h1')
    .first()
    .waitFor();
}

/** By the most letters, and by the longest words. */
const LONGEST = ['fr', 'de'];
const CLASSROOM = [
  `${RESULT}&guess=first`,
  '#/yourself',
  '#/class',
  '#/stick',
  '#/lessons/control'
];

test(
  'nothing overflows on a phone in any language',
  { context: { viewport: { width: 360, height: 740 } }, timeout: 600_000 },
  async ({ openApp, page }) => {
    page.setDefaultTimeout(120_000);
    /** @type {string[]} */
    const wide = [];
    for (const { code } of LANGUAGES) {
      for (const hash of LONGEST.includes(code) ? [...PAGES, ...CLASSROOM] : PAGES) {
        await openApp(`?lang=${code}${hash}`);
        await arrived(page, hash);
        await assertNoSidewaysScroll(page).catch((fault) =>
          wide.push(`${code} ${hash}: ${fault.message}`)
        );
      }
    }
    assert.deepEqual(wide, []);
  }
);
