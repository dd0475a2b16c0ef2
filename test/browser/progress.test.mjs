import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** The tiny model in the pocket model's place: real runs in seconds. */
const TINY = { mounts: { '/models/pocket-llava/': 'test/tiny-model/tiny-llava' } };

/** A new study of names alone. @param {import('playwright-core').Page} page */
async function startStudy(page) {
  await page.getByRole('button', { name: 'Start from this' }).click();
  await page.getByRole('heading', { name: 'How it asks' }).waitFor();
  await page.getByText(/answers are still to be asked/).waitFor();
  await page.getByRole('button', { name: 'Start the run' }).click();
}

test(
  "a study's run says how far it is, pauses, and its end leads to the results from any page",
  TINY,
  async ({ openApp }) => {
    const page = await openApp('#/study');
    await startStudy(page);
    const run = page.getByRole('region', { name: 'Run' });
    const bar = run.getByRole('progressbar').first();
    await run
      .getByText(/^\d[\d,]* of \d[\d,]*$/)
      .first()
      .waitFor({ timeout: 120_000 });
    await run.getByRole('button', { name: 'Pause' }).click();
    await run.getByText('Paused', { exact: true }).waitFor();
    await assertNoViolations(page);
    await run.getByRole('button', { name: 'Go on' }).click();
    await run.getByRole('button', { name: 'Pause' }).waitFor();
    await bar.waitFor();

    // In the list of studies the same, to be cancelled there, too.
    await page.goto(page.url().replace(/#.*/, '#/study'));
    const card = page.getByRole('listitem').filter({ hasText: 'Is being asked now.' });
    await card.getByRole('progressbar').waitFor();
    await card.getByRole('button', { name: 'Cancel' }).waitFor();

    await page.goto(page.url().replace(/#.*/, '#/about'));
    const notice = page.getByRole('status').filter({ hasText: /is done: everything was asked/ });
    await notice.waitFor({ timeout: 240_000 });
    await notice.getByRole('link', { name: 'See the results' }).click();
    await page.getByRole('heading', { level: 1, name: 'Study 1' }).waitFor();
    assert.equal(await notice.count(), 0, 'who was led there is not told again');
    await page.getByText('Every answer is in.').first().waitFor();

    await page.goto(page.url().replace(/#.*/, '#/study'));
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Everything was asked.' })
      .getByRole('link', { name: 'See the results' })
      .waitFor();
  }
);

test('a term of the glossary is scrolled to, marked and found; print and phone hold', async ({
  openApp
}) => {
  const page = await openApp('#/glossary/pointing');
  const term = page.getByRole('region', { name: 'Points to a country' });
  await term.waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'term-pointing');
  const box = await term.boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  assert.ok(box && box.y >= 0 && box.y < height, 'the term is in view');
  await assertNoViolations(page);
  await page.getByRole('searchbox').fill('whisker');
  assert.equal(await page.getByRole('heading', { level: 2 }).count(), 1);
  await page.getByRole('searchbox').fill('no such word');
  await page.getByText(/No word here matches/).waitFor();
  await page.getByRole('searchbox').fill('');
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
});
