import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';

/** @typedef {import('playwright-core').Page} Page */

/** Axe finds nothing on the page as it comes to stand. @param {Page} page */
export async function assertNoViolations(page) {
  // A colour on its way from one to the other has a contrast that nobody chose.
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => undefined);
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`
  );
  assert.deepEqual(found, []);
}

/** Nothing makes the page scroll sideways. @param {Page} page */
export async function assertNoSidewaysScroll(page) {
  const { content, room } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth
  }));
  assert.ok(content <= room, `${content} px of content in ${room} px`);
}

/**
 * What the clipboard holds, pasted into a field as a person would: no page of ours may read it.
 * @param {import('playwright-core').Page} page
 */
export async function pastedText(page) {
  const field = await page.evaluateHandle(() => {
    const made = document.createElement('textarea');
    // Behind an open dialog nothing takes the focus.
    (document.querySelector('dialog[open]') ?? document.body).append(made);
    made.focus();
    return made;
  });
  await page.keyboard.press('ControlOrMeta+v');
  const text = await field.evaluate(({ value }) => value);
  await field.evaluate((made) => made.remove());
  return text;
}
