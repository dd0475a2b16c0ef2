/** Records that somebody changed in the browser's store: put there beside the page, then met by it. */
import { putRecords, storedNow } from '../store.mjs';
import { settled } from './address.mjs';
import { answerOf } from './way.mjs';

/** @type {import('./way.mjs').Way} */
export const documents = {
  alone: true,
  // Two pages are opened.
  patience: 2,
  async open() {},

  async give(giving) {
    const { page, url, given, main, session } = giving;
    const { keeper } = session;
    await page.goto('about:blank');
    await putRecords(keeper, given.records);
    await keeper.evaluate(setSettings, given.settings ?? {});
    const before = await storedNow(keeper);
    await page.goto(`${url}#/glossary`);
    await page.locator('main h1').first().waitFor();
    await main.start();
    await page.evaluate((/** @type {string} */ hash) => void (location.hash = hash), given.open);
    const answer = await answerOf(giving, settled, null);
    // Whatever became of it: the rest works, and nothing was deleted.
    await page.evaluate(() => void (location.hash = '#/study'));
    await page
      .getByRole('heading', { name: 'Canary', exact: true })
      .first()
      .waitFor({ timeout: giving.patienceMs });
    const now = new Set((await storedNow(keeper)).map(({ store, key }) => `${store} ${key}`));
    const gone = before.filter(
      ({ store, key }) => store !== 'documents' && !now.has(`${store} ${key}`)
    );
    await keeper.evaluate(setSettings, {});
    if (gone.length > 0) throw new Error(`deleted by itself: ${gone[0]?.store} ${gone[0]?.key}`);
    return answer;
  }
};

/** In the keeper's page. @param {Record<string, string>} settings in place of all there are */
function setSettings(settings) {
  localStorage.clear();
  for (const [key, value] of Object.entries(settings)) localStorage.setItem(key, value);
}
