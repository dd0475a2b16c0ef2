import assert from 'node:assert/strict';
import { test } from './harness.mjs';
import { assertNoSidewaysScroll, assertNoViolations } from './pageChecks.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Answers that come with the app: no model is loaded. */
const FLAG = '#/lab?picture=flag-kor';

/** The results of a link, with their statistics. @param {Page} page */
async function resultsShown(page) {
  await page.getByRole('heading', { level: 1, name: /answers moved/ }).waitFor();
  await page
    .getByRole('button', { name: /Beats the country’s name (Not shown|Shown|The)/ })
    .waitFor();
}

/**
 * Words with a letter that can be seen within an element; what stands for those who hear the page, or
 * behind a disclosure, is not counted.
 * @param {Page} page @param {string} selector
 */
function visibleTexts(page, selector) {
  return page.evaluate((chosen) => {
    const walker = document.createTreeWalker(
      /** @type {Element} */ (document.querySelector(chosen)),
      NodeFilter.SHOW_TEXT
    );
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = /** @type {Element} */ (node.parentElement);
      const text = node.textContent ?? '';
      const options = { visibilityProperty: true, opacityProperty: true };
      if (!/\p{L}|\d/u.test(text) || !holder.checkVisibility(options)) continue;
      if (holder.closest('.visually-hidden') || holder.closest('option, title, style')) continue;
      found.push({ text, size: parseFloat(getComputedStyle(holder).fontSize) });
    }
    return found;
  }, selector);
}

/** @param {Page} page @param {string} selector */
async function wordsOf(page, selector) {
  const texts = await visibleTexts(page, selector);
  return texts.flatMap(({ text }) => text.split(/\s+/).filter((word) => /\p{L}/u.test(word)))
    .length;
}

/** @param {Page} page */
async function assertSizes(page) {
  const small = (await visibleTexts(page, 'main')).filter(({ size }) => size < 14);
  assert.deepEqual(small, [], 'text below 14 px');
}

test(
  'a result is few words, its parts agree, and nothing in it is small',
  { context: { viewport: { width: 1280, height: 800 } } },
  async ({ openApp }) => {
    const page = await openApp(FLAG);
    await resultsShown(page);
    const words = await wordsOf(page, 'main');
    assert.ok(words <= 450, `${words} words`);
    await assertSizes(page);

    const verdict = await page.getByRole('heading', { level: 1 }).innerText();
    const [beyond, known] = (verdict.match(/\d+/g) ?? []).map(Number);
    const badge = page.getByRole('button', { name: 'Beats a blank picture' });
    assert.match(await badge.innerText(), new RegExp(`${beyond} of ${known}`));
    const rows = page.locator('.results details.row');
    assert.equal(await rows.count(), beyond);
    const group = page.getByText(/more that a blank picture moves as far/);
    assert.equal(
      Number((await group.innerText()).match(/\d+/)?.[0]),
      Number(known) - Number(beyond)
    );

    await assertNoViolations(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertNoViolations(page);
  }
);

test('badges and rows open in place, with all that was measured', async ({ openApp }) => {
  const page = await openApp(FLAG);
  await resultsShown(page);
  const rows = page.locator('.results details.row');
  for (const [name, inside] of /** @type {const} */ ([
    ['Beats a blank picture', /Moved beyond a blank picture’s reach/],
    ['Points to South Korea', /Cosine between/],
    ['Beats the country’s name', /by flipping signs/]
  ])) {
    const badge = page.getByRole('button', { name });
    await badge.click();
    assert.equal(await badge.getAttribute('aria-expanded'), 'true');
    await page.getByText(inside).first().waitFor();
    await assertSizes(page);
    await assertNoViolations(page);
    await badge.click();
    await page.getByText(inside).first().waitFor({ state: 'detached' });
  }

  await rows.first().locator('summary').click();
  const opened = rows.first();
  await opened.getByRole('table').waitFor();
  assert.match(await opened.locator('pre').innerText(), /\[picture\][^<]*\n.*\?/s);
  await opened.getByRole('button', { name: 'Copy prompt' }).waitFor();
  assert.match(
    (await opened.getByRole('link', { name: /All \d+ countries/ }).getAttribute('href')) ?? '',
    /#\/explore\?q=Q\d+&c=KOR&view=map/
  );
  await page.getByText('All measures of this run').click();
  for (const name of [
    'Did it bring the model nearer to South Korea?',
    'Towards whom?',
    'Whose answers are these most like?',
    'Before you quote a number'
  ]) {
    await page.getByRole('heading', { name }).waitFor();
  }
  await page.getByRole('img', { name: /World map of the similarity/ }).waitFor();
  await assertNoViolations(page);
});

test('in another order the row in focus keeps the focus', async ({ openApp }) => {
  const page = await openApp(FLAG);
  await resultsShown(page);
  const last = page.locator('.results details.row').last();
  const id = await last.getAttribute('id');
  const order = page.getByLabel('Order of the rows');
  await order.selectOption('question');
  const rows = page.locator('.results details.row');
  const ids = await rows.evaluateAll((all) => all.map((row) => Number(row.id.match(/\d+/)?.[0])));
  assert.equal(ids.length, 12);
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => a - b)
  );

  // The select has the focus while a person sorts; whatever sorts otherwise leaves it where it is.
  const within = rows.filter({ hasText: 'moves it as far' }).first();
  await within.locator('summary').focus();
  const focused = await within.getAttribute('id');
  await order.evaluate((select) => {
    /** @type {HTMLSelectElement} */ (select).value = 'moved';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.waitForFunction(
    (wanted) => document.activeElement?.closest('details.row')?.id === wanted,
    focused
  );
  await page.locator(`[id="${id}"]`).waitFor();
});

test(
  'on a phone a result takes at most six screens and nothing scrolls sideways',
  { context: { viewport: { width: 360, height: 740 } } },
  async ({ openApp }) => {
    const page = await openApp(FLAG);
    await resultsShown(page);
    await assertNoSidewaysScroll(page);
    const screens = await page.evaluate(() => document.documentElement.scrollHeight / 740);
    assert.ok(screens <= 6, `${screens} screens`);
    await assertSizes(page);
    for (const badge of await page.locator('.badge').all()) {
      await badge.click();
      await assertNoSidewaysScroll(page);
    }
    await page.locator('.results details.row summary').first().click();
    await page.getByText(/more that a blank picture moves as far/).click();
    await assertNoSidewaysScroll(page);
    await assertNoViolations(page);
  }
);

test('several pictures have a line each and letters in the rows', async ({ openApp }) => {
  const page = await openApp('#/lab?picture=flag-kor,flag-bra,flag-nga');
  await page.getByRole('heading', { level: 1, name: /A moved \d+ of \d+ answers, B/ }).waitFor();
  const table = page.getByRole('table', { name: 'What may be said of it' });
  await table.getByRole('row', { name: /^C Flag of Nigeria \d+ of 12/ }).waitFor();
  assert.equal(await table.getByRole('row').count(), 4);
  await page.getByLabel('Order of the rows').waitFor();
  await assertNoViolations(page);
});

test(
  'whoever asks is led to the verdict, hears how far it is, and comes back by Cancel',
  { timeout: 600_000 },
  async ({ openApp }) => {
    const page = await openApp('#/lab?picture=flag-kor&readout=letter&orders=single&dontknow=list');
    const ask = page.locator('#ask');
    await ask.waitFor();
    await page.evaluate(() => {
      const shifts = /** @type {number[]} */ ([]);
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, sources } = /** @type {any} */ (entry);
          const inside = sources.some((/** @type {any} */ { node }) => {
            const around = node?.parentElement;
            // Its figures grow by a digit now and then.
            return around?.closest('.results') && !around.closest('.progress');
          });
          if (inside) shifts.push(value);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await ask.click();
    await page.waitForFunction(() => document.activeElement?.id === 'results-title');
    await page.locator('.results .skeleton').first().waitFor({ state: 'attached' });
    const status = page.locator('.results [role=status]').first();
    await page.getByRole('heading', { level: 1, name: /^So far/ }).waitFor({ timeout: 500_000 });
    assert.match(await status.innerText(), /^\d+ of \d+$/);
    await page.getByRole('progressbar', { name: 'Questions answered' }).waitFor();
    const shifts = await page.evaluate(() => /** @type {any} */ (window).shifts);
    const sum = shifts.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
    assert.ok(sum < 0.05, `layout shifts of ${shifts}`);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.waitForFunction(() => document.activeElement?.id === 'ask');
    await page.getByText('The run was stopped').waitFor();
  }
);
