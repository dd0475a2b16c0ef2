import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { askButton, chip, choose, openForm, openOptions } from './labForm.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Puts the Lab into its fullest state without waiting for the model. @param {Page} page */
async function fillLab(page) {
  // The model's 200 MB have no part in these tests.
  await page.route('**/models/**', (route) => route.abort());
  await openForm(page);
  await choose(page, 'Picture', 'Flag of Brazil');
  await page.getByRole('button', { name: 'Picture: the flag of Brazil' }).waitFor();
  await openOptions(page);
  await page.getByText('By letter').click();
  await page.getByText('Changed: reading: By letter').waitFor();
  await page.getByRole('button', { name: 'Load now' }).click();
  await page.getByText('The model was not loaded.', { exact: true }).waitFor();
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(
    `axe finds nothing on any page, ${colorScheme}`,
    { context: { colorScheme } },
    async (tools) => {
      // The aborted download is part of the scene.
      tools.allowError(/models\//);
      const page = await tools.openApp('#/about');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await assertNoViolations(page);
      await page.goto(`${tools.url}#/nowhere`);
      await page.getByRole('heading', { name: 'No page here' }).waitFor();
      await assertNoViolations(page);
      await page.getByRole('link', { name: 'Go to the Lab' }).click();
      await openForm(page);
      await assertNoViolations(page);
      for (const label of /** @type {const} */ (['Picture', 'Model', 'Questions', 'Country'])) {
        await chip(page, label).click();
        await page.getByRole('listbox').waitFor();
        await assertNoViolations(page);
        await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await assertNoViolations(page);
      await page.keyboard.press('Escape');
      await fillLab(page);
      await assertNoViolations(page);
      await page.getByRole('button', { name: 'Read or change the prompt' }).click();
      await page.getByLabel('One option').fill('no placeholders');
      await page.getByText('2 things to mend first').waitFor();
      await assertNoViolations(page);
    }
  );
}

test(
  'nothing scrolls sideways at 360 px',
  { context: { viewport: { width: 360, height: 740 } } },
  async ({ openApp, allowError, url }) => {
    allowError(/models\//);
    const page = await openApp('#/about');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await assertNoSidewaysScroll(page);
    await page.goto(`${url}#/lab`);
    await fillLab(page);
    await assertNoSidewaysScroll(page);
    for (const label of /** @type {const} */ (['Picture', 'Model', 'Questions', 'Country'])) {
      await chip(page, label).click();
      const panel = page.locator('[popover]:popover-open');
      const box = await panel.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 360, `${label}: ${JSON.stringify(box)}`);
      await assertNoSidewaysScroll(page);
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
    await assertNoSidewaysScroll(page);
  }
);

test('the keyboard alone reaches everything', async ({ openApp, allowError }) => {
  allowError(/models\//);
  const page = await openApp();
  await page.route('**/models/**', (route) => route.abort());
  const focused = () => page.locator(':focus');
  /** @param {string} role @param {RegExp} name */
  const tabTo = async (role, name) => {
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      const wanted = page.getByRole(/** @type {'button'} */ (role), { name }).and(focused());
      if ((await wanted.count()) > 0) return;
    }
    assert.fail(`Tab does not lead to the ${role} ${name}`);
  };
  /** @param {string[]} keys */
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** @param {RegExp} name */
  const chosen = (name) => page.getByRole('button', { name }).and(focused()).waitFor();

  await openForm(page);
  await page.reload();
  await openForm(page);
  await page.keyboard.press('Tab');
  assert.equal(await focused().innerText(), 'Skip to the content');
  await tabTo('button', /^More$/);
  await press('ArrowDown', 'ArrowDown');
  assert.equal(await focused().innerText(), 'Models');
  await press('Escape');
  await chosen(/^More$/);

  // Type-ahead finds a word inside a title; arrows move among thumbnails by rows.
  await tabTo('button', /^Picture:/);
  await press('Enter');
  await page.getByRole('listbox', { name: 'Picture' }).and(focused()).waitFor();
  await page.keyboard.type('mex');
  await press('Enter');
  await chosen(/^Picture: the flag of Mexico/);
  // The country follows the flag until a person chooses one.
  await page.getByRole('button', { name: 'Country: Mexico' }).waitFor();
  await press('ArrowDown', 'Home', 'ArrowDown', 'ArrowUp', 'Escape');
  await chosen(/^Picture: the flag of Mexico/);

  await tabTo('button', /^Questions:/);
  await press('Space', 'End', 'Enter');
  await chosen(/^Questions: \d+ questions on Security/);
  await tabTo('button', /^Country:/);
  await press('Enter');
  await page.getByRole('combobox', { name: 'Find a country' }).and(focused()).waitFor();
  await page.keyboard.type('kenya');
  await press('Enter');
  await chosen(/^Country: Kenya/);

  await tabTo('button', /^Options/);
  await press('Enter');
  await page.getByRole('group', { name: 'How an answer is read' }).waitFor();
  await tabTo('button', /Read or change the prompt/);
  await press('Enter');
  await page.getByRole('dialog', { name: 'The prompt' }).waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.match(await focused().innerText(), /Read or change the prompt/);
  await tabTo('radio', /As checked/);
  await press('ArrowRight');
  assert.equal(await page.getByRole('radio', { name: 'In words' }).isChecked(), true);
  await page.getByText('Changed: reading: In words').waitFor();
  await page.getByRole('button', { name: 'Reset' }).press('Enter');
  assert.equal(await page.getByRole('radio', { name: 'As checked' }).isChecked(), true);
});

test('before a run the page says little, and has one filled button', async ({ openApp }) => {
  const page = await openApp();
  await openForm(page);
  const words = await page.evaluate(() => document.body.innerText.match(/\p{L}+/gu) ?? []);
  assert.ok(words.length <= 120, `${words.length} words`);
  const filled = page.locator('.button-primary:visible');
  assert.equal(await filled.count(), 0, 'nothing to ask about yet');
  await choose(page, 'Questions', /all \d+ questions/);
  await choose(page, 'Picture', 'Flag of Kenya');
  await askButton(page).and(page.locator('.button-primary')).waitFor();
  assert.equal(await filled.count(), 1);
});

test('the colours follow the system, or the reader', async ({ openApp }) => {
  const page = await openApp('#/about');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background();
  assert.notEqual(light, dark);
  await page.getByRole('radio', { name: 'Light' }).check({ force: true });
  assert.equal(await background(), light);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await background(), light);
});

test('a run survives a reload in its middle, and another after its end', async ({ openApp }) => {
  const page = await openApp();
  await openForm(page);
  await choose(page, 'Questions', 'Race and ethnicity');
  // Other words than those of the answers that come with the app.
  await openOptions(page);
  await page.getByLabel('Words around the question').selectOption('paper');
  await choose(page, 'Picture', 'Flag of South Korea');
  await askButton(page).click();
  const some = page.getByText(/^So far /);
  await some.waitFor({ timeout: 180_000 });
  await page.reload();
  await some.waitFor({ timeout: 120_000 });
  const outcome = page.getByText(/All \d+ answers are in\. \d+ were known from before/);
  await outcome.waitFor({ timeout: 240_000 });
  const [all, known] = ((await outcome.innerText()).match(/\d+/g) ?? []).map(Number);
  assert.ok(all && known && known > 0 && known < all, `${known} of ${all} known`);

  await page.reload();
  await page.getByText(`All ${all} answers are in.`, { exact: true }).waitFor();

  await assertNoViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertNoViolations(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
  // In one column the sentence is folded, and opens again.
  assert.equal(await chip(page, 'Picture').isVisible(), false);
  await page.getByRole('button', { name: 'Change' }).click();
  await chip(page, 'Picture').waitFor();
  await assertNoSidewaysScroll(page);
});
