import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations, pastedText } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const search = (page) => page.getByRole('combobox', { name: 'Search questions' });
/** @param {Page} page */
const questions = (page) => page.getByRole('listbox', { name: 'Questions' }).getByRole('option');
/** @param {Page} page */
const chart = (page) => page.locator('figure svg.chart');
/** The question that is shown, by its wording. @param {Page} page @param {string} words */
const asked = (page, words) => page.getByRole('heading', { level: 2, name: words }).waitFor();
/** @param {Page} page */
const chips = (page) =>
  page.getByRole('list', { name: 'Countries' }).getByRole('listitem').allInnerTexts();
/** @param {Page} page */
const hash = (page) => page.evaluate(() => location.hash);
/** @param {Page} page @param {string} value */
const hashIs = (page, value) => page.waitForFunction((wanted) => location.hash === wanted, value);

/** @param {Page} page @param {() => Promise<void>} act @returns {Promise<string[]>} lines of the saved file */
async function savedLines(page, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  const text = await readFile(await download.path(), 'utf8');
  return text.trimEnd().split('\r\n');
}

test('searching filters at once, by keyboard; back and forward walk the questions', async ({
  openApp
}) => {
  const page = await openApp('#/explore');
  await asked(page, 'How important is religion in your life?');
  assert.equal(await questions(page).count(), 258);

  await search(page).focus();
  await page.keyboard.type('divorce justif');
  await page.getByText('1 question', { exact: true }).waitFor();
  assert.equal(await questions(page).count(), 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await asked(page, 'On a scale from 1 (never) to 10 (always), how far can divorce be justified?');
  assert.match(await hash(page), /q=Q185/);

  await search(page).fill('zebra crossing');
  await page.getByText('No question holds “zebra crossing”.').waitFor();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  assert.equal(await questions(page).count(), 258);

  await page.goBack();
  await asked(page, 'How important is religion in your life?');
  await page.goForward();
  await asked(page, 'On a scale from 1 (never) to 10 (always), how far can divorce be justified?');
});

test('topics by hand and by the paper’s machine filter the list', async ({ openApp }) => {
  const page = await openApp('#/explore');
  await page.getByLabel('Topic', { exact: true }).selectOption('Methodological research');
  await page.getByText('12 questions', { exact: true }).waitFor();
  await page.getByLabel('Sorted by').selectOption('paper');
  await page.getByText('80 questions', { exact: true }).waitFor();
  await hashIs(page, '#/explore?topic=methodological-research&topics=paper');
});

test('countries are chosen by search and group, removed as chips, twelve at most', async ({
  openApp
}) => {
  const page = await openApp('#/explore?c=KOR,NGA');
  await chart(page).waitFor();
  assert.deepEqual(await chips(page), ['South Korea', 'Nigeria']);
  await page.getByText('Choose countries').click();
  await page.getByLabel('Search countries').fill('south asia');
  await page.getByRole('checkbox', { name: 'India' }).check();
  assert.deepEqual(await chips(page), ['South Korea', 'Nigeria', 'India']);
  await page.getByRole('button', { name: 'Remove Nigeria' }).click();
  assert.deepEqual(await chips(page), ['South Korea', 'India']);
  await hashIs(page, '#/explore?c=KOR,IND');
  assert.match((await chart(page).getAttribute('aria-label')) ?? '', /South Korea: mostly/);

  await page.getByLabel('Search countries').fill('');
  await page
    .getByRole('group', { name: /^Europe/ })
    .getByRole('button')
    .click();
  await page.getByText('12 countries are shown. Remove one to add another.').waitFor();
  assert.equal((await chips(page)).length, 12);
  assert.equal(await page.getByRole('checkbox', { name: 'Ukraine' }).isDisabled(), true);
  await page.getByRole('button', { name: 'Remove all' }).click();
  await page.getByText('No country is chosen.').waitFor();
  await page.getByRole('button', { name: 'The paper’s ten' }).click();
  assert.equal((await chips(page)).length, 10);
});

test('a link reproduces the view, and Copy link copies it', async ({ openApp, context, url }) => {
  await context.grantPermissions(['clipboard-write']);
  const link = '#/explore?q=Q164&c=KOR,NGA&view=map&map=mean';
  const page = await openApp(link);
  await asked(page, 'On a scale from 1 (not at all important) to 10 (very important)');
  await chart(page).waitFor();
  assert.equal(await page.getByRole('radio', { name: 'Map' }).isChecked(), true);
  assert.equal(await page.getByRole('radio', { name: 'Scale mean' }).isChecked(), true);
  assert.match((await chart(page).getAttribute('aria-label')) ?? '', /Scale mean by country/);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByRole('button', { name: 'Link copied' }).waitFor();
  assert.equal(await pastedText(page), url + link);

  await page.getByText('Panels').click();
  await page.getByRole('button', { name: 'Copy link' }).waitFor();
  await page.goBack();
  assert.equal(await page.getByRole('radio', { name: 'Map' }).isChecked(), true);
});

test('a link that names what is not there still opens, and says so', async ({ openApp }) => {
  const page = await openApp('#/explore?q=Q999&c=KOR,XXX&view=cube');
  await page.getByText('This data set does not hold Q999, XXX').waitFor();
  await asked(page, 'How important is religion in your life?');
  await chart(page).waitFor();
});

test('the map shows a share or a mean; a walk through it adds a country', async ({ openApp }) => {
  const page = await openApp('#/explore?c=KOR&view=map');
  await chart(page).waitFor();
  assert.match((await chart(page).getAttribute('aria-label')) ?? '', /highest: Indonesia 98%/);
  await page.getByLabel('Answer', { exact: true }).selectOption('4 Not at all important');
  await hashIs(page, '#/explore?c=KOR&view=map&option=4');
  assert.match((await chart(page).getAttribute('aria-label')) ?? '', /highest: Netherlands 51%/);
  const walk = page.getByRole('slider');
  await walk.focus();
  assert.match(
    (await walk.getAttribute('aria-valuetext')) ?? '',
    /^Netherlands: 51%, place 1 of 92$/
  );
  await walk.press('ArrowRight');
  const second = ((await walk.getAttribute('aria-valuetext')) ?? '').split(':')[0] ?? '';
  await walk.press('Tab');
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: `Remove ${second}` })
    .first()
    .waitFor();
  assert.deepEqual(await chips(page), ['South Korea', second]);

  await page.getByText('Scale mean', { exact: true }).click();
  assert.equal(await page.getByLabel('Answer', { exact: true }).count(), 0);
  await page.goto(page.url().replace(/#.*/, '#/explore?q=Q152&view=map&map=mean'));
  await page.getByLabel('Answer', { exact: true }).waitFor();
  assert.equal(await page.getByRole('radio', { name: 'Scale mean' }).count(), 0);
});

test('every chart has its table; the CSV holds what is shown, with its source', async ({
  openApp
}) => {
  const page = await openApp('#/explore?c=NGA,ZAF,IND');
  await page.getByRole('button', { name: /^Show as table/ }).click();
  const row = page.getByRole('figure').getByRole('row', { name: /Nigeria/ });
  assert.match(await row.innerText(), /93%.*GlobalOpinionQA/s);
  const lines = await savedLines(page, () =>
    page.getByRole('button', { name: 'Save as CSV' }).click()
  );
  assert.equal(lines.length, 1 + 3 * 4);
  assert.match(lines[1] ?? '', /^NGA,Nigeria,Q6,.*Very important,0\.93\d*,goqa,7,2018,yes,/);
  assert.match(lines[5] ?? '', /^ZAF,South Africa,.*,ivs-w6,6,2013,yes,/);
  assert.match(lines[9] ?? '', /^IND,India,.*,culturespa,7,2023,no,\d+,/);

  await page.getByText('South Africa: Round of 2010–2014').waitFor();
  await page.getByText('India. Not weighted').waitFor();
  await page.getByText('Map', { exact: true }).click();
  await page.getByRole('button', { name: /^Show as table/ }).waitFor();
  const all = await savedLines(page, () =>
    page.getByRole('button', { name: 'Save as CSV' }).click()
  );
  assert.equal(all.length, 1 + 92 * 4);
});

test('caveats stand beside the figures they belong to', async ({ openApp }) => {
  const page = await openApp('#/explore?q=Q185&c=VEN,FRA,NGA');
  await page.getByText('Venezuela: In this country only five of the ten steps').waitFor();
  await page.getByText('France took part in the European Values Study only').waitFor();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing, ${colorScheme}`, { context: { colorScheme } }, async ({ openApp }) => {
    const page = await openApp('#/explore');
    await chart(page).waitFor();
    await page.getByText('Choose countries').click();
    await assertNoViolations(page);
    await page.getByRole('button', { name: /^Show as table/ }).click();
    await assertNoViolations(page);
    await page.getByText('Map', { exact: true }).click();
    await page.getByRole('button', { name: /^Show as table/ }).waitFor();
    await assertNoViolations(page);
    await search(page).fill('zebra');
    await page.getByText('No question holds').waitFor();
    await assertNoViolations(page);
  });
}

test(
  'nothing is wider than a phone',
  { context: { viewport: { width: 360, height: 740 } } },
  async ({ openApp }) => {
    const page = await openApp('#/explore?q=Q164');
    for (const view of ['Rows', 'Panels', 'Map']) {
      await page.getByText(view, { exact: true }).click();
      await chart(page).waitFor();
      await assertNoSidewaysScroll(page);
    }
    await page.getByText('Choose countries').click();
    await page.getByText('Show the table by country').click();
    await assertNoSidewaysScroll(page);
    await page.getByRole('button', { name: /^Show as table/ }).click();
    await assertNoSidewaysScroll(page);
  }
);
