import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Answers that come with the app: no model is loaded. */
const GUESS = '#/lab?picture=flag-kor&guess=first';

/** @param {Page} page */
const firstRound = (page) =>
  page
    .getByRole('heading', { level: 1, name: 'Guess first: where will the answers be?' })
    .waitFor();

/**
 * Whatever tells a result, wherever it would stand: verdict, badges, rows, exports, what is printed.
 * @param {Page} page
 */
async function assertNothingSeen(page) {
  const text = await page.evaluate(() => document.documentElement.outerHTML);
  for (const told of [
    /answers moved/,
    /Beats a blank/,
    /Points to/,
    /Moved, % of the scale/,
    /falls from|rises from/,
    /the model is at/,
    /World map of/
  ]) {
    assert.doesNotMatch(text, told);
  }
  for (const name of ['Share', 'Print', 'Save data']) {
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
  }
  assert.equal(await page.locator('details.row').count(), 0);
  assert.equal(await page.title(), 'Lab · Valueshift');
}

test(
  'a round by keyboard: nothing is seen before the reveal, and then all of it',
  { context: { viewport: { width: 1280, height: 800 } } },
  async ({ openApp }) => {
    const page = await openApp(GUESS);
    await firstRound(page);
    await page.getByText('Round 1 of 3').waitFor();
    const marks = page.getByRole('slider');
    assert.equal(await marks.count(), 8);
    await assertNothingSeen(page);
    assert.ok(await page.getByRole('button', { name: 'Reveal' }).isDisabled());
    await assertNoViolations(page);

    const first = marks.first();
    assert.match((await first.getAttribute('aria-valuetext')) ?? '', /^Not placed yet\. 50 of 100/);
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowLeft');
    assert.match(
      (await first.getAttribute('aria-valuetext')) ?? '',
      /^41 of 100, from “very important”/
    );
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('2 of 8 marks placed').waitFor();

    // A second player begins without marks and does not see the first one's.
    await page.getByRole('button', { name: 'Add a player' }).click();
    await page.getByText('0 of 8 marks placed').waitFor();
    await first.focus();
    await page.keyboard.press('End');

    // A reload loses no guess and shows no result.
    await page.reload();
    await firstRound(page);
    await page.getByText('1 of 8 marks placed').waitFor();
    await assertNothingSeen(page);

    await page.getByRole('button', { name: 'Reveal' }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('heading', { level: 1, name: 'Your guesses, the model and people' })
      .waitFor();
    await page
      .getByText(/On a scale of 100 the model is at \d+ and people are at \d+\./)
      .first()
      .waitFor();
    await page.getByText(/^Player 1: \d+ away from the model, \d+ away from people\./).waitFor();
    await page.getByText(/^Player 2: \d+ away from the model\./).waitFor();
    const drawn = page.getByRole('img', { name: /player 2, model 100/ });
    await drawn.waitFor();
    const score = page.getByRole('row', { name: /Player 1, of the model/ });
    const [away, , middle, ring, n] = await score.getByRole('cell').allInnerTexts();
    for (const cell of [away, middle, ring]) assert.match(cell ?? '', /^\d/);
    assert.equal(n, '1');
    await page.getByText(/With fewer than six questions there is no interval/).waitFor();
    await assertNoViolations(page);

    await page.getByRole('button', { name: 'Next round' }).click();
    await page.getByText('Round 2 of 3').waitFor();
    await assertNothingSeen(page);
    await page.getByRole('button', { name: 'Show all results without guessing' }).click();
    await page.getByRole('heading', { level: 1, name: /answers moved/ }).waitFor();
    assert.equal(new URL(page.url()).hash, GUESS);

    // Turned off and on again: held back again.
    const guess = page.getByRole('checkbox', { name: 'Guess first' });
    await guess.uncheck();
    await page.getByRole('heading', { level: 1, name: /answers moved/ }).waitFor();
    await guess.check();
    await firstRound(page);
    await assertNothingSeen(page);
  }
);

test(
  'on a phone marks are dragged by hand',
  { context: { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true } },
  async ({ openApp }) => {
    const page = await openApp(GUESS);
    await firstRound(page);
    await assertNoSidewaysScroll(page);
    await assertNoViolations(page);
    const mark = page.getByRole('slider').nth(1);
    await mark.scrollIntoViewIfNeeded();
    const box = await mark.boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, y, { steps: 5 });
    await page.mouse.up();
    await page.getByText('1 of 8 marks placed').waitFor();
    const place = Number(await mark.inputValue());
    assert.ok(place > 85 && place < 100, `${place}`);
    await page.getByRole('button', { name: 'Reveal' }).click();
    await page.getByText(/^Your mark: \d+ away from people\./).waitFor();
    await assertNoSidewaysScroll(page);
  }
);
