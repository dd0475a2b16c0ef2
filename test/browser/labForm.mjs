/** The Lab's form, worked as a reader would: the sentence's chips, Options, Ask. */

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {'Picture' | 'Model' | 'Questions' | 'Country'} label */
export const chip = (page, label) => page.getByRole('button', { name: new RegExp(`^${label}: `) });

/** Past the doors of a first visit, to the sentence. @param {Page} page */
export async function openForm(page) {
  const myself = page.getByRole('button', { name: 'Set everything myself' });
  await myself.or(chip(page, 'Questions')).first().waitFor();
  // A picture given a moment ago may take the doors away while one reaches for them.
  if (await myself.isVisible())
    await Promise.any([myself.click(), chip(page, 'Questions').waitFor()]);
  await chip(page, 'Questions').and(page.locator(':enabled')).waitFor();
}

/**
 * Opens a chip and chooses.
 * @param {Page} page
 * @param {'Picture' | 'Model' | 'Questions' | 'Country'} label
 * @param {string | RegExp} option
 */
export async function choose(page, label, option) {
  await chip(page, label).click();
  await page.getByRole('option', { name: option }).click();
}

/** @param {Page} page */
export async function openOptions(page) {
  await page.getByRole('button', { name: 'Options', expanded: false }).click();
  await page.getByRole('heading', { name: 'How it is asked' }).waitFor();
}

/** @param {Page} page */
export const askButton = (page) => page.getByRole('button', { name: 'Ask', exact: true });
