/** A study asked of a model that reads words only: by name and caption, without its pictures. */
import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';
import { writeKind } from './tinyKind.mjs';

/** @typedef {import('playwright-core').Page} Page */

const FOLDER = await writeKind('tiny-llama', 'test/output/study-words');

/** Two countries, each with a flag and its words. */
async function flags() {
  const path = join(await mkdtemp(join(tmpdir(), 'valueshift-words-')), 'Two flags');
  await mkdir(path);
  const lines = [
    'file,country,category,caption',
    'flag-bra.png,Brazil,tradition,a green flag with a blue disc',
    'flag-ind.png,India,tradition,a flag with a wheel'
  ];
  await writeFile(join(path, 'pictures.csv'), lines.join('\n'));
  for (const name of ['flag-bra.png', 'flag-ind.png']) {
    await copyFile(join('public', 'pictures', name), join(path, name));
  }
  return path;
}

/** @param {Page} page @param {string} part */
async function openPart(page, part) {
  await page.getByRole('link', { name: part, exact: true }).first().click();
  await page.locator('article.card, main .card').first().waitFor();
}

test('two countries by name and caption, and every part of the study opens', async (tools) => {
  const page = await tools.openApp('#/models');
  await page.locator('input[webkitdirectory]').setInputFiles(FOLDER);
  await page.getByText('tiny-llama is on this device, every file checked').waitFor();

  await page.goto(`${tools.url}#/study`);
  await page.locator('input[webkitdirectory]').setInputFiles(await flags());
  await page.getByText('2 countries', { exact: true }).waitFor();
  await page.getByRole('checkbox', { name: 'tiny-llama (reads words only)' }).check();
  await page.getByRole('checkbox', { name: 'Pocket model' }).uncheck();
  await page.getByText('Pictures are left out for it').waitFor();
  await page.getByText('the gate asks nobody').waitFor();
  await page.getByRole('checkbox', { name: /^Pictures in words/ }).check();
  await page.getByText('under no cue, names, the sentence without a name, and captions').waitFor();
  await page.getByLabel('Ask about').selectOption('quick');
  await page.getByLabel('Countries asked about by name alone').selectOption({ index: 0 });
  await page.getByText('In words', { exact: true }).last().click();
  const answers = page.getByText('Answers in all').locator('xpath=following-sibling::dd');
  // No cue, the frame, two names and two captions.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('dd')].some((dd) => dd.textContent?.trim() === '72')
  );
  assert.equal((await answers.innerText()).trim(), '72');
  await assertNoViolations(page);
  await page.getByRole('button', { name: 'Start the run' }).click();
  await page.getByText('Every answer is in.').first().waitFor({ timeout: 240_000 });

  await openPart(page, 'Overview');
  await page
    .getByText(/captions point to their own country cannot be told from 2 countr/)
    .waitFor();
  await assertNoViolations(page);
  for (const part of ['Questions', 'Similarity', 'Topics', 'Incomes', 'Cultures', 'Checks']) {
    await openPart(page, part);
  }
  await openPart(page, 'Incomes');
  await page
    .getByText(/No country of the group/)
    .first()
    .waitFor();
  await openPart(page, 'Pictures');
  await page.getByText('not asked').first().waitFor();
  await openPart(page, 'Report');
  await page.getByText('tiny-llama reads words only and was asked without pictures.').waitFor();
  await page.getByText(/answers are in, 0 are still missing/).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
});
