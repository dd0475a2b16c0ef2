/** Models: kept on this device from a folder or an archive, then loaded in the Lab. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { answerOf, putInto } from './way.mjs';

/** @typedef {import('./way.mjs').Faulty} Faulty */

/** @type {import('./way.mjs').Way} */
export const model = {
  alone: true,
  // Copying, then every stage of a load, which each may take seconds before it is given up.
  patience: 6,
  async open() {},

  async give(giving) {
    const { page, url, name, given, folder, main, patienceMs } = giving;
    await page.goto(`${url}#/models`);
    await page.locator('input[webkitdirectory]').waitFor({ state: 'attached' });
    await main.start();
    const place = join(folder, 'given', name);
    if (given.folder) {
      for (const [path, bytes] of given.folder) {
        await mkdir(dirname(join(place, path)), { recursive: true });
        await writeFile(join(place, path), bytes);
      }
      await page.locator('input[webkitdirectory]').setInputFiles(place, { timeout: patienceMs });
    } else {
      const file = { name: `${name}.zip`, type: 'application/zip', bytes: given.archive };
      await putInto(giving, page.locator('input[accept*=zip]'), [file]);
    }
    const kept = await answerOf(giving, imported, null);
    if (kept.outcome === 'refused') return kept;
    const loaded = await answerOf(giving, loadedOrNot, null);
    // What goes on behind (the reading check) is of no interest; the page is left.
    return loaded;
  }
};

/** In the page. @returns {import('./way.mjs').Answer | false} */
function imported() {
  const sentences = /** @type {Faulty} */ (globalThis).attackFaults();
  if (sentences.length > 0) return { outcome: 'refused', sentences };
  const use = [...document.querySelectorAll('main a.button[href="#/lab"]')].at(-1);
  const done = [...document.querySelectorAll('main .notice[role=status]')].some((notice) =>
    notice.textContent.includes('is on this device')
  );
  if (!done || !use) return false;
  /** @type {HTMLElement} */ (use).click();
  return { outcome: 'accepted', sentences: [] };
}

/** In the page, again and again: opens what must be open, presses what must be pressed. @returns {import('./way.mjs').Answer | false} */
function loadedOrNot() {
  const buttons = [...document.querySelectorAll('button')].filter((button) =>
    button.checkVisibility()
  );
  const press = (/** @type {string} */ text) => {
    const button = buttons.find((one) => one.textContent.trim() === text && !one.disabled);
    button?.click();
    return button !== undefined;
  };
  const main = document.querySelector('main')?.innerText ?? '';
  if (main.includes('Loaded and checked.')) return { outcome: 'accepted', sentences: [] };
  const sentences = /** @type {Faulty} */ (globalThis).attackFaults();
  if (sentences.length > 0) return { outcome: 'refused', sentences };
  if (press('Set everything myself')) return false;
  const options = buttons.find((one) => one.textContent.trim().startsWith('Options'));
  if (options?.getAttribute('aria-expanded') === 'false') options.click();
  else press('Load now');
  return false;
}
