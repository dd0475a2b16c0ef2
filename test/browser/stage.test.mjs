import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PROJECTOR = { viewport: { width: 1280, height: 720 } };

/**
 * The smallest type on the stage that is seen, in pixels of the screen, and whether all fits in.
 * @param {Page} page
 */
function typeOnStage(page) {
  return page.evaluate(() => {
    const stage = /** @type {HTMLElement} */ (document.querySelector('.stage'));
    const zoomOf = (/** @type {Element | null} */ element) => {
      let zoom = 1;
      for (let own = element; own; own = own.parentElement)
        zoom *= Number(getComputedStyle(own).zoom);
      return zoom;
    };
    const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
    /** @type {{ text: string, size: number }[]} */
    const found = [];
    while (walker.nextNode()) {
      const { parentElement: holder, data } = /** @type {Text} */ (walker.currentNode);
      if (!holder || data.trim() === '' || holder.closest('.visually-hidden')) continue;
      found.push({
        text: data,
        size: parseFloat(getComputedStyle(holder).fontSize) * zoomOf(holder)
      });
    }
    found.sort((a, b) => a.size - b.size);
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = stage;
    return {
      smallest: found[0],
      fits: scrollHeight <= clientHeight + 1 && scrollWidth <= clientWidth + 1
    };
  });
}

/** @param {Page} page @param {string} where */
async function assertReadable(page, where) {
  const { smallest, fits } = await typeOnStage(page);
  assert.ok(smallest && smallest.size >= 27.99, `${where}: ${JSON.stringify(smallest)}`);
  assert.ok(fits, `${where} does not fit`);
}

test('the story by keyboard alone', { context: PROJECTOR }, async ({ openApp }) => {
  const page = await openApp('#/story');
  const stage = page.getByRole('dialog', { name: 'The story of a flag' });
  await stage.getByRole('heading', { name: /Does a flag change/ }).waitFor();
  for (const part of ['header', 'footer', '.skip-link']) {
    const inert = await page
      .locator(`#app > ${part}`)
      .evaluate((each) => each.hasAttribute('inert'));
    assert.ok(inert, `${part} is out of reach`);
  }
  const titles = [];
  for (let k = 1; k <= 8; k++) {
    await stage.getByText(`${k} of 8`).waitFor();
    await stage.getByText('Counting').waitFor({ state: 'detached', timeout: 120_000 });
    titles.push(await stage.getByRole('heading', { level: 1 }).innerText());
    assert.doesNotMatch(await stage.innerText(), /\{\{|NaN/);
    await assertReadable(page, `slide ${k}`);
    if (k === 4) await assertNoViolations(page);
    await page.keyboard.press(['ArrowRight', 'PageDown', 'Space', 'ArrowDown'][k % 4] ?? '');
  }
  assert.equal(new Set(titles).size, 8);
  assert.ok(page.url().endsWith('#/story/8'));
  await stage.getByRole('img', { name: /Code that opens this app: http/ }).waitFor();
  await stage.getByText('This address works on this device only.').waitFor();

  await page.keyboard.press('Home');
  await stage.getByText('1 of 8').waitFor();
  await page.keyboard.press('b');
  const black = stage.getByRole('status').filter({ hasText: 'The screen is black' });
  await black.waitFor();
  // A key that would go on lifts the black, and goes nowhere.
  await page.keyboard.press('ArrowRight');
  await black.waitFor({ state: 'detached' });
  await stage.getByText('1 of 8').waitFor();
  await page.keyboard.press('End');
  await stage.getByText('8 of 8').waitFor();
  await page.keyboard.press('Escape');
  await stage.waitFor({ state: 'detached' });
  await page.getByRole('banner').waitFor();
});

test(
  'an address opens its slide, and leads to the same in the Lab, whose rows go on stage by F',
  {
    context: PROJECTOR
  },
  async ({ openApp }) => {
    const page = await openApp('#/story/4');
    const story = page.getByRole('dialog', { name: 'The story of a flag' });
    await story.getByText('4 of 8').waitFor();
    await story.getByRole('link', { name: 'See it in the Lab' }).click();
    await page.getByRole('heading', { level: 1, name: /of 12 answers moved/ }).waitFor();
    await page.getByRole('button', { name: 'Present', exact: true }).waitFor();
    await page.keyboard.press('f');
    const stage = page.getByRole('dialog', { name: 'Present' });
    await stage.getByText('1 of 12').waitFor();
    const first = await stage.getByRole('heading', { level: 1 }).innerText();
    for (let k = 1; k <= 12; k++) {
      await stage.getByText(`${k} of 12`).waitFor();
      await assertReadable(page, `question ${k}`);
      await page.keyboard.press('PageDown');
    }
    await page.keyboard.press('Home');
    await stage.getByRole('heading', { level: 1, name: first }).waitFor();
    await assertNoViolations(page);
    await page.keyboard.press('Escape');
    await stage.waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: /of 12 answers moved/ }).waitFor();

    // The key can be turned off (WCAG 2.1.4), for later visits too; the button still leads there.
    const present = page.getByRole('button', { name: 'Present', exact: true });
    assert.equal(await present.getAttribute('aria-keyshortcuts'), 'F');
    await page.keyboard.press('f');
    await stage.getByRole('checkbox', { name: 'Key F opens this view' }).focus();
    await page.keyboard.press('Space');
    await stage.getByText('1 of 12').waitFor();
    await page.keyboard.press('Escape');
    await stage.waitFor({ state: 'detached' });
    await page.reload();
    await present.waitFor();
    assert.equal(await present.getAttribute('aria-keyshortcuts'), null);
    await page.keyboard.press('f');
    await present.click();
    await stage.getByRole('checkbox', { name: 'Key F opens this view', checked: false }).waitFor();
    assert.equal(await stage.count(), 1);
  }
);

test(
  'a lesson: answers on demand, and two different papers',
  { context: { viewport: { width: 360, height: 740 } } },
  async ({ openApp }) => {
    const page = await openApp('#/lessons');
    await page.getByRole('link', { name: /What is a control good for/ }).click();
    await page.getByRole('heading', { level: 1, name: 'What is a control good for?' }).waitFor();
    const show = page.getByRole('button', { name: 'Show the answers' });
    await show.waitFor({ timeout: 120_000 });
    const answer = page.getByText(/No picture lies outside in \d+ of 12 rows/);
    assert.equal(await answer.isVisible(), false);
    await assertNoSidewaysScroll(page);
    await show.click();
    await answer.waitFor();
    await assertNoSidewaysScroll(page);
    await assertNoViolations(page);
    assert.doesNotMatch(await page.getByRole('main').innerText(), /\{\{|NaN/);

    const goals = page.getByRole('heading', { name: 'Goals' });
    const lines = page.getByText('Your answer:').first();
    await page.evaluate(() => (window.print = () => undefined));
    await page.emulateMedia({ media: 'print' });
    for (const [wanted, onPaper] of /** @type {const} */ ([
      ['Print the worksheet', [false, false, true]],
      ['Print the answers', [true, true, false]]
    ])) {
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('button', { name: wanted }).click();
      await page.emulateMedia({ media: 'print' });
      const seen = [await answer.isVisible(), await goals.isVisible(), await lines.isVisible()];
      assert.deepEqual(seen, onPaper, wanted);
    }
  }
);
