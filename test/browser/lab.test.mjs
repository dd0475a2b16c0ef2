import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
async function labReady(page) {
  await page.getByText(/Survey figures for \d+ of \d+/).waitFor();
}

/** Puts the Lab into its fullest state without waiting for the model. @param {Page} page */
async function fillLab(page) {
  await labReady(page);
  // The model's 200 MB have no part in these tests.
  await page.route('**/models/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Flag of Brazil' }).click();
  await page.getByRole('list', { name: 'Your pictures' }).waitFor();
  await page.getByText('More choices').click();
  await page.getByText('By letter').click();
  await page.getByRole('alert').first().waitFor();
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
      await labReady(page);
      await assertNoViolations(page);
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
  }
);

test('the keyboard alone reaches everything', async ({ openApp, allowError }) => {
  allowError(/models\//);
  const page = await openApp();
  await labReady(page);
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

  await page.keyboard.press('Tab');
  assert.equal(await focused().innerText(), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await focused().getAttribute('id'), 'main');
  await tabTo('button', /Choose files/);
  await tabTo('button', /Flag of Mexico/);
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: 'Flag of Mexico' }).waitFor();
  await tabTo('combobox', /Compare with/);
  await page.keyboard.type('Mexico');
  await page.getByText(/Survey figures for \d+ of \d+ questions, asked in 2018/).waitFor();
  assert.equal(await page.getByLabel('Compare with').inputValue(), 'MEX');
  await tabTo('button', /Ask the model/);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'How an answer is read' }).waitFor();
  await tabTo('radio', /As checked/);
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('radio', { name: 'In words' }).isChecked(), true);
  await tabTo('button', /Read or change the prompt/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'The prompt' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.match(await focused().innerText(), /Read or change the prompt/);
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
  await labReady(page);
  await page.getByLabel('Ask about').selectOption('Race and ethnicity');
  // Other words than the bundled example's, whose answers are known from the start.
  await page.getByText('More choices').click();
  await page.getByLabel('Words around the question').selectOption('paper');
  await page.getByRole('button', { name: 'Flag of South Korea' }).click();
  await page.getByText('Seen as the flag of South Korea').waitFor({ timeout: 120_000 });

  await page.getByRole('button', { name: 'Ask the model' }).click();
  const progress = page.getByRole('progressbar', { name: 'Answers' });
  await page.waitForFunction(
    () =>
      Number(document.querySelector('progress[aria-label="Answers"]')?.getAttribute('value')) > 1,
    undefined,
    { timeout: 120_000 }
  );
  await page.reload();
  await progress.waitFor();
  const outcome = page.getByText(/All \d+ answers are in, \d+ of them known from before/).first();
  await outcome.waitFor({ timeout: 240_000 });
  const [all, known] = ((await outcome.innerText()).match(/\d+/g) ?? []).map(Number);
  assert.ok(all && known && known > 0 && known < all, `${known} of ${all} known`);

  await page.reload();
  await outcome.waitFor();
  assert.match(await outcome.innerText(), new RegExp(`All ${all} answers are in, ${all} of them`));

  await assertNoViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertNoViolations(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
});
