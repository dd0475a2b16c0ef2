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
/** @param {Page} page @param {string} title a row of Your data */
const kept = (page, title) => page.getByRole('listitem').filter({ hasText: title });

test('one’s own answers: a place beside model and people, kept only by a tick, wiped for good', async ({
  openApp
}) => {
  const page = await openApp('#/yourself');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('Question 1 of 12').waitFor();
  await assertNoViolations(page);
  // No answer of that number; then one by key, one by hand, back to it, and one skipped.
  await page.keyboard.press('9');
  await page.getByText('Question 1 of 12').waitFor();
  await page.keyboard.press('2');
  await page.getByText('Question 2 of 12').waitFor();
  await page.getByRole('button', { name: 'Rather important' }).click();
  await page.getByText('Question 3 of 12').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  assert.equal(
    await page.getByRole('button', { pressed: true }).innerText(),
    '2\nRather important\nyour answer'
  );
  await page.keyboard.press('1');
  await page.getByRole('button', { name: 'Skip' }).click();
  for (let at = 4; at <= 12; at++) {
    await page.getByText(`Question ${at} of 12`).waitFor();
    await page.keyboard.press('1');
  }
  await page.getByText('You answered 11 of 12 questions.').waitFor();
  const rows = page.getByRole('region', { name: 'Question by question' });
  await rows.getByRole('img', { name: /you 33, .*model \d+/ }).waitFor();
  assert.equal(await rows.getByRole('listitem').count(), 11);
  await page
    .getByText(/In South Korea \d+% of people chose the same/)
    .first()
    .waitFor();
  await page.getByRole('row', { name: /Mean of all \d+ countries/ }).waitFor();
  await page.getByText(/Your place is not drawn: your answers cover 3 of the \d+ items/).waitFor();
  for (const name of ['Share', 'Save data', 'Save']) {
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 0, name);
  }
  await assertNoViolations(page);

  await page.getByRole('button', { name: 'Answer 11 more questions for the map' }).click();
  for (let at = 13; at <= 23; at++) {
    await page.getByText(`Question ${at} of 23`).waitFor();
    await page.keyboard.press('1');
  }
  const map = page.getByRole('img', { name: /Map of \d+ countries on two axes/ });
  await map.getByText('you', { exact: true }).last().waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await assertNoSidewaysScroll(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertNoViolations(page);

  // In memory they do not outlive the page; with a tick they do, and are listed.
  await page.getByRole('checkbox', { name: 'Keep my answers on this device' }).check();
  await page.getByRole('link', { name: 'Your data' }).last().click();
  await kept(page, 'Your own answers')
    .getByText(/^22 answers/)
    .waitFor();
  await page.goto(new URL('#/yourself', page.url()).href);
  await page.reload();
  await page.getByText('You answered 22 of 23 questions.').waitFor();
  await page.getByRole('button', { name: 'Wipe my answers' }).click();
  await page.getByText('Your answers are gone.').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Begin' }).waitFor();
  await page.goto(new URL('#/data', page.url()).href);
  await kept(page, 'Your own answers').getByText('0 answers').waitFor();
});
