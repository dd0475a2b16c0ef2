/** Pictures and drawings, into the Lab: chosen, dropped or pasted. */
import { answerOf, dismissAll, putInto } from './way.mjs';

/** @typedef {import('./way.mjs').Faulty} Faulty */
const STAGE = 'attack-stage';

/** @type {import('./way.mjs').Way} */
export const lab = {
  async open(page, url) {
    await page.goto(`${url}#/lab`);
    const doors = page.getByRole('button', { name: 'Set everything myself' });
    const inside = page.locator('aside input[type=file]').first();
    await doors
      .or(page.getByRole('button', { name: /^Questions: / }))
      .first()
      .waitFor();
    if (await doors.isVisible()) await doors.click();
    await inside.waitFor({ state: 'attached' });
    // A field of the attack's own: what it holds is dropped and pasted by script, as files.
    await page.evaluate((id) => {
      const stage = document.createElement('input');
      Object.assign(stage, { type: 'file', multiple: true, hidden: true, id });
      document.body.append(stage);
    }, STAGE);
  },

  async give(giving) {
    const { page, name, given } = giving;
    await dismissAll(page);
    const files = given.files.map((/** @type {{ name: string }} */ file) => ({
      ...file,
      name: file.name.replace(/^hostile\b/, name)
    }));
    const before = await page.evaluate(shownPicture);
    if (given.how === 'choose') {
      await putInto(giving, page.locator('aside input[type=file]').first(), files);
    } else {
      await putInto(giving, page.locator(`#${STAGE}`), files);
      await page.evaluate(bring, { how: given.how, id: STAGE });
    }
    return answerOf(giving, judgedPicture, { before, since: Date.now() });
  }
};

/** In the page. */
function shownPicture() {
  return document.querySelector('aside img')?.getAttribute('src') ?? '';
}

/** In the page. @param {{ how: string, id: string }} given */
function bring({ how, id }) {
  const stage = /** @type {HTMLInputElement} */ (document.getElementById(id));
  const data = new DataTransfer();
  for (const file of stage.files ?? []) data.items.add(file);
  const init = { bubbles: true, cancelable: true };
  document.body.dispatchEvent(
    how === 'drop'
      ? new DragEvent('drop', { ...init, dataTransfer: data })
      : new ClipboardEvent('paste', { ...init, clipboardData: data })
  );
}

/** In the page. @param {{ before: string, since: number }} given @returns {import('./way.mjs').Answer | false} */
function judgedPicture({ before, since }) {
  const sentences = /** @type {Faulty} */ (globalThis).attackFaults();
  if (sentences.length > 0) return { outcome: 'refused', sentences };
  const image = /** @type {HTMLImageElement | null} */ (document.querySelector('aside img'));
  if (!image?.complete || image.naturalWidth === 0) return false;
  // A picture that is here already is shown again: nothing changes then.
  const reading = document.querySelector('aside .messages > p');
  const shown = image.getAttribute('src') !== before || (!reading && Date.now() - since > 900);
  return shown && { outcome: 'accepted', sentences: [] };
}
