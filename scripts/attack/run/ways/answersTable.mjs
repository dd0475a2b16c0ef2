/** Tables of answers made elsewhere, into a study that is there for them. */
import { studyZip as studyBytes } from '../../corpus/studyParts.mjs';
import { giveStudy, studyZip } from './studyZip.mjs';
import { answerOf, dismissAll, putInto } from './way.mjs';

/** @typedef {import('./way.mjs').Faulty} Faulty */
const TARGET = 'Target';

/** @type {import('./way.mjs').Way} */
export const answersTable = {
  async open(page, url) {
    await studyZip.open(page, url);
    const bytes = studyBytes((parts) => (parts.study.name = TARGET));
    const files = [{ name: 'target.zip', type: 'application/zip', bytes }];
    const giving = { page, name: TARGET, patienceMs: 60_000, folder: '', given: { files } };
    await giveStudy(giving);
    await page.evaluate(() => (location.hash = '#/study'));
    await page.getByLabel('Choose a table').waitFor({ state: 'attached' });
  },

  async give(giving) {
    const { page, given, name } = giving;
    await dismissAll(page);
    const leave = page.getByRole('button', { name: 'Leave it' });
    if (await leave.isVisible()) await leave.click();
    const files = given.files.map((/** @type {{ name: string }} */ file) => ({
      ...file,
      name: file.name.replace(/^hostile\b/, name)
    }));
    await putInto(giving, page.getByLabel('Choose a table'), files);
    return answerOf(giving, taken, { study: TARGET, model: `lab/${name}` });
  }
};

/**
 * In the page, again and again: fills the form in once it is there, and waits for what becomes of it.
 * @param {{ study: string, model: string }} given
 * @returns {import('./way.mjs').Answer | false}
 */
function taken({ study, model }) {
  const sentences = /** @type {Faulty} */ (globalThis).attackFaults();
  if (sentences.length > 0) return { outcome: 'refused', sentences };
  const done = [...document.querySelectorAll('main .notice[role=status]')].find((notice) =>
    /answers? (was|were) taken/.test(notice.textContent)
  );
  if (done) return { outcome: 'accepted', sentences: [] };
  const form = document.querySelector('main form:has(select)');
  const submit = /** @type {HTMLButtonElement | null} */ (
    form?.querySelector('button[type=submit]') ?? null
  );
  if (!form || !submit || submit.disabled || /** @type {HTMLElement} */ (form).dataset.sent)
    return false;
  const select = /** @type {HTMLSelectElement} */ (form.querySelector('select'));
  const option = [...select.options].find(({ text }) => text === study);
  const name = /** @type {HTMLInputElement | null} */ (form.querySelector('input[required]'));
  if (!option || !name) return false;
  select.value = option.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  if (name.value === '') name.value = model;
  name.dispatchEvent(new Event('input', { bubbles: true }));
  /** @type {HTMLElement} */ (form).dataset.sent = 'yes';
  submit.click();
  return false;
}
