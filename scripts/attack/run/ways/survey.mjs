/** Tables and documents of the reader's own, through the wizard as far as it lets them. */
import { answerOf, putInto } from './way.mjs';

/** @typedef {import('./way.mjs').Faulty} Faulty */
const STAGE = 'attack-stage';

/** @type {import('./way.mjs').Way} */
export const survey = {
  async open(page, url) {
    await page.goto(`${url}#/data`);
    await page.locator('input[accept*=csv]').first().waitFor({ state: 'attached' });
    await page.evaluate((id) => {
      const stage = document.createElement('input');
      Object.assign(stage, { type: 'file', multiple: true, hidden: true, id });
      document.body.append(stage);
    }, STAGE);
  },

  async give(giving) {
    const { page, name, given, patienceMs } = giving;
    await page.evaluate(startAgain);
    const input = page.locator('main input[type=file]').first();
    await input.waitFor({ state: 'attached', timeout: patienceMs });
    const files = given.files.map((/** @type {{ name: string }} */ file) => ({
      ...file,
      name: file.name.replace(/^hostile\b/, name)
    }));
    if (given.how === 'choose') await putInto(giving, input, files);
    else {
      await putInto(giving, page.locator(`#${STAGE}`), files);
      await page.evaluate(dropStaged, STAGE);
    }
    return answerOf(giving, walked, null);
  }
};

/** In the page: back to the choice of a file. */
function startAgain() {
  const stop = document.querySelector('main button.stop');
  const done = [...document.querySelectorAll('main .row button')].at(-1);
  /** @type {HTMLElement | undefined} */ (
    stop ?? (document.querySelector('main input[type=file]') ? undefined : done)
  )?.click();
}

/** In the page. @param {string} id */
function dropStaged(id) {
  const stage = /** @type {HTMLInputElement} */ (document.getElementById(id));
  const data = new DataTransfer();
  for (const file of stage.files ?? []) data.items.add(file);
  document.body.dispatchEvent(
    new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })
  );
}

/**
 * In the page, again and again: where the wizard stands, and one step further where there is one.
 * @returns {import('./way.mjs').Answer | false}
 */
function walked() {
  const faults = /** @type {Faulty} */ (globalThis).attackFaults();
  if (faults.length > 0) return { outcome: 'refused', sentences: faults };
  const places = [...document.querySelectorAll('main ol > li')];
  const at = places.findIndex((place) => place.hasAttribute('aria-current'));
  const left = places.length - 1 - at;
  // The last step is a notice that all is done.
  if (places.length > 0 && left === 0) return { outcome: 'accepted', sentences: [] };
  const next = /** @type {HTMLButtonElement | null} */ (
    document.querySelector('main .row .button-primary, main form .button-primary')
  );
  if (!next) return false;
  if (!next.disabled) {
    next.click();
    return false;
  }
  // The preview lets nothing through that has errors; it tells each with its line.
  if (left !== 2) return false;
  // Behind its place.
  const told = [...document.querySelectorAll('main li.error > span:not(.where)')];
  const sentences = told.map((line) => line.textContent.trim()).slice(0, 3);
  return { outcome: 'refused', sentences };
}
