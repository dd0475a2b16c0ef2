/** Links: followed in the page as it is open, or opened anew where more than the hash is hostile. */
import { answerOf } from './way.mjs';

/** @typedef {import('./way.mjs').Faulty} Faulty */
/** @typedef {typeof globalThis & { attackStill: { text: string, since: number } | undefined }} Still */

/** @type {import('./way.mjs').Way} */
export const address = {
  async open(page, url) {
    // What a first visit to each page takes has nothing to do with what is asked of it.
    for (const path of ['explore', 'lab', 'about']) {
      await page.goto(`${url}#/${path}`);
      await page.waitForFunction(settled, null, { polling: 100 });
    }
  },

  async give(giving) {
    const { page, url, given } = giving;
    const { address } = given;
    await page.evaluate(() => void Object.assign(globalThis, { attackStill: undefined }));
    if (address.startsWith('#') && !page.url().includes('?')) {
      await page.evaluate((hash) => void (location.hash = hash), address);
    } else {
      await page.goto(url + address);
    }
    return answerOf(giving, settled, null);
  }
};

/**
 * In the page, again and again: has it settled, with something to read? What names no page, and what a
 * link asks for that is not there, is said.
 * @returns {import('./way.mjs').Answer | false}
 */
export function settled() {
  const page = /** @type {Still & Faulty} */ (globalThis);
  const main = document.querySelector('main');
  const text = main?.textContent.trim() ?? '';
  const still = page.attackStill;
  if (still?.text !== text) {
    page.attackStill = { text, since: performance.now() };
    return false;
  }
  // A page that only says that it is loading has not settled.
  if (text.length < 30 || performance.now() - still.since < 250) return false;
  const waiting = [...document.querySelectorAll('main [role=status], main .muted')].some(
    (line) => line.checkVisibility() && /…$/.test(line.textContent.trim())
  );
  if (waiting && text.length < 150) return false;
  const sentences = page.attackFaults();
  const missing = document.querySelector('main .not-found p')?.textContent;
  if (missing) sentences.push(missing);
  return { outcome: sentences.length > 0 ? 'refused' : 'accepted', sentences };
}
