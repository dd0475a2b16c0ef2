/** Studies' archives, into the list of studies. */
import { answerOf, dismissAll, putInto } from './way.mjs';

/** @typedef {import('./way.mjs').Faulty} Faulty */

/** @type {import('./way.mjs').Way} */
export const studyZip = {
  async open(page, url) {
    await page.goto(`${url}#/study`);
    await page.locator('input[accept^=".zip"]').waitFor({ state: 'attached' });
  },

  give: giveStudy
};

/** @param {Omit<import('./way.mjs').Giving, 'main' | 'session' | 'url'>} giving */
export async function giveStudy(giving) {
  const { page, given, name } = giving;
  if ((await page.evaluate(() => location.hash)) !== '#/study') {
    await page.evaluate(() => (location.hash = '#/study'));
    await page.locator('input[accept^=".zip"]').waitFor({ state: 'attached' });
  }
  await dismissAll(page);
  const files = given.files.map((/** @type {{ name: string }} */ file) => ({
    ...file,
    name: file.name.replace(/^hostile\b/, name)
  }));
  await putInto(giving, page.locator('input[accept^=".zip"]'), files);
  return answerOf(giving, judgedStudy, null);
}

/** In the page. @returns {import('./way.mjs').Answer | false} */
function judgedStudy() {
  const sentences = /** @type {Faulty} */ (globalThis).attackFaults();
  const heading = document.querySelector('main h1');
  const open = /^#\/study\/./.test(location.hash) && heading !== null;
  if (sentences.length > 0) return { outcome: open ? 'accepted' : 'refused', sentences };
  return open && { outcome: 'accepted', sentences };
}
