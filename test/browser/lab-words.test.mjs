/** The Lab with a model that reads words only: told a country's name, or in words what a picture shows. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from './harness.mjs';
import { askButton, choose, openForm } from './labForm.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';
import { writeKind } from './tinyKind.mjs';

/** @typedef {import('playwright-core').Page} Page */

const FOLDER = await writeKind('tiny-qwen2', 'test/output/lab-words');

/** @param {Page} page @param {string} url */
async function useReader(page, url) {
  await page.locator('input[webkitdirectory]').setInputFiles(FOLDER);
  await page.getByText('tiny-qwen2 is on this device, every file checked').waitFor();
  await page.getByText('Reads words only: it can be told names').waitFor();
  await page.getByRole('link', { name: 'Use in the Lab' }).last().click();
  await openForm(page);
  assert.ok(page.url().startsWith(`${url}#/lab`));
}

/** @param {Page} page */
async function ask(page) {
  await askButton(page).click();
  await page.getByText('Measured on a model, not on people.').first().waitFor({ timeout: 120_000 });
}

test('a model that reads words only is told the country’s name', async (tools) => {
  const page = await tools.openApp('#/models');
  await useReader(page, tools.url);
  const sentence = page.locator('.sentence');
  await sentence.getByText('Tell the').waitFor();
  assert.equal(
    (await sentence.innerText())
      .replace(/\s+/g, ' ')
      .replace(/ ([,.])/g, '$1')
      .trim(),
    'Tell the tiny-qwen2 the name South Korea, ask 12 quick questions, next to people in South Korea.'
  );
  await page.getByText('This model reads words only.').waitFor();
  assert.equal(await page.getByText('Drop a picture').count(), 0);
  await assertNoViolations(page);

  await ask(page);
  const verdict = page.getByRole('heading', { level: 1 });
  assert.match(await verdict.innerText(), /^The name South Korea moves \d+ answers by \d+% of/);
  await page.getByRole('button', { name: /Points to South Korea/ }).waitFor();
  for (const said of ['Beats a blank picture', 'Beats the country’s name', 'no picture']) {
    assert.equal(await page.getByText(said, { exact: true }).count(), 0, said);
  }
  await page.getByText('less “a country” in its place').waitFor();
  await page.locator('summary', { hasText: 'All measures of this run' }).click();
  await page.getByText('Did it bring the model nearer to South Korea?').waitFor();
  await page.getByText('This model was told and shown nothing').waitFor();
  assert.equal(await page.getByText('Picture against name').count(), 0);
  await assertNoViolations(page);

  // A link to it says the model; where that is, it opens to the same numbers.
  await page.waitForFunction(() => location.hash.includes('model=tiny-qwen2'));
  const link = page.url();
  const said = await verdict.innerText();
  await page.goto(`${tools.url}#/about`);
  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: said }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: said }).waitFor();
});

test(
  'in words it is told what a picture shows, and all of it can be taken away',
  { context: { viewport: { width: 360, height: 740 } } },
  async (tools) => {
    const page = await tools.openApp('#/models');
    await useReader(page, tools.url);
    await page.getByRole('button', { name: /^What it is told: / }).click();
    await page.getByRole('option', { name: /In words what a picture shows/ }).click();
    await page.getByText('Choose a picture and say in words what it shows.').waitFor();
    assert.equal(await askButton(page).isDisabled(), true);
    await page.getByRole('button', { name: 'Flag of Japan' }).click();
    const words = page.getByLabel('Told in its place');
    await words.waitFor();
    assert.equal(await words.inputValue(), 'Flag of Japan');
    await words.fill('a red disc on white');
    await assertNoSidewaysScroll(page);
    await assertNoViolations(page);
    await ask(page);
    const verdict = page.getByRole('heading', { level: 1 });
    assert.match(await verdict.innerText(), /^The picture in words moves \d+ answers by \d+% of/);
    await page.getByText('told in words what the picture shows, less “a country”').waitFor();
    await assertNoSidewaysScroll(page);
    // The prompt says it, and shows no picture.
    await page.locator('.results details.row summary').first().click();
    const prompt = page.locator('pre').first();
    await prompt.waitFor();
    assert.match(await prompt.innerText(), /^Picture: a red disc on white\n/);
    await page.getByRole('button', { name: 'Save data' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Movement (CSV)' }).click()
    ]);
    const csv = await readFile(await file.path(), 'utf8');
    const [head = '', ...lines] = csv.trim().split('\n');
    assert.match(head, /control|from/);
    assert.ok(
      lines.some((line) => line.includes('“a red disc on white”')),
      lines[0]
    );
    assert.ok(lines.some((line) => line.includes('Name “Japan”')));
  }
);

/** Kept out of the way of a model that takes pictures. */
test('another model finds the pictures again', async (tools) => {
  const page = await tools.openApp('#/models');
  await useReader(page, tools.url);
  await choose(page, 'Model', /Pocket|pocket/);
  await page.getByRole('button', { name: 'Picture: a picture' }).waitFor();
  await page.locator('.sentence').getByText('Show').waitFor();
});
