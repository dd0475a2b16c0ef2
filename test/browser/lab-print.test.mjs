import assert from 'node:assert/strict';
import { test } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** A page's width between its margins (14 mm), in CSS pixels. */
const PAPER = { A4: 688, Letter: 710 };
const QUICK = 12;

/** The Lab with a flag's shipped answers. @param {Page} page */
async function resultsShown(page) {
  await page.getByRole('heading', { level: 1, name: /of 12 answers moved/ }).waitFor();
  await page
    .getByText(/\d(st|nd|rd|th) of \d+/)
    .first()
    .waitFor();
}

/** @param {Buffer} pdf */
const pagesOf = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length;

for (const format of /** @type {const} */ (['A4', 'Letter'])) {
  test(`twelve questions take at most three pages of ${format}, whole`, async ({ openApp }) => {
    const page = await openApp('#/lab?picture=flag-kor');
    await resultsShown(page);
    const pages = pagesOf(await page.pdf({ format }));
    assert.ok(pages >= 1 && pages <= 3, `${pages} pages`);
    assert.equal(await page.locator('.lab-print').count(), 0, 'nothing of it stays on the page');

    await page.setViewportSize({ width: PAPER[format], height: 1000 });
    await page.emulateMedia({ media: 'print' });
    await page.locator('.lab-print').waitFor();
    await assertWhole(page, QUICK);
    for (const away of ['nav', 'form', '.two', 'footer']) {
      for (const each of await page.locator(away).all()) assert.ok(!(await each.isVisible()), away);
    }
    await page.emulateMedia({ media: 'screen' });
    await page.locator('.lab-print').waitFor({ state: 'detached' });
  });
}

test('pictures beside one another, and long scales, are whole on paper too', async (tools) => {
  const page = await tools.openApp('#/lab?picture=flag-kor,flag-jpn,flag-bra,flag-chn,flag-fra');
  await page.getByRole('heading', { level: 1, name: /A moved \d+ of 12/ }).waitFor();
  await page.setViewportSize({ width: PAPER.A4, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  await page.locator('.lab-print').waitFor();
  await assertWhole(page, QUICK);
});

/** Every question with every option's numbers, and no box beyond the paper. @param {Page} page */
async function assertWhole(page, /** @type {number} */ questions) {
  const found = await page.locator('.lab-print').evaluate((sheet) => {
    const edge = sheet.getBoundingClientRect();
    const outside = [...sheet.querySelectorAll('*')].filter((each) => {
      const box = each.getBoundingClientRect();
      const hidden = each.closest('.visually-hidden') !== null || box.width === 0;
      // Marks and ends reach a little over the axis that they stand on.
      return !hidden && (box.left < edge.left - 9 || box.right > edge.right + 9);
    });
    const cut = [...sheet.querySelectorAll('h1, h3, p, td, th, .ends span')].filter(
      (each) =>
        each.closest('.visually-hidden') === null &&
        getComputedStyle(each).overflow !== 'visible' &&
        (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
    );
    const rows = [...sheet.querySelectorAll('article')].map((row) => ({
      question: row.querySelector('h3')?.textContent ?? '',
      height: row.getBoundingClientRect().height,
      numbers: [...row.querySelectorAll('tbody tr')].map((line) =>
        [...line.querySelectorAll('td')].map((cell) => cell.textContent?.trim() ?? '')
      )
    }));
    const words = (/** @type {Element[]} */ all) => all.map((each) => each.outerHTML.slice(0, 120));
    return { outside: words(outside), cut: words(cut), rows };
  });
  assert.deepEqual(found.outside, []);
  assert.deepEqual(found.cut, []);
  assert.equal(found.rows.length, questions);
  assert.equal(new Set(found.rows.map(({ question }) => question)).size, questions);
  for (const { question, height, numbers } of found.rows) {
    assert.ok(numbers.length >= 2, question);
    for (const line of numbers)
      assert.ok(
        line.every((cell) => /^\d+%$/.test(cell)),
        question
      );
    // A row is never broken: it has to fit a page.
    assert.ok(height < 600, `${question} is ${height} high`);
  }
}
