/**
 * A way by which a person gives something to the page, and what the page makes of it.
 *
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{ outcome: 'refused' | 'accepted', sentences: string[] }} Answer
 *
 * @typedef {object} Giving
 * @property {Page} page
 * @property {string} url of the app
 * @property {string} name of the input
 * @property {any} given what its maker made
 * @property {number} patienceMs how long the page may take to answer
 * @property {string} folder for files on their way
 * @property {import('../mainThread.mjs').MainThread} main of a way that is `alone`, which begins to measure by itself
 * @property {import('../session.mjs').Session} session
 *
 * @typedef {object} Way
 * @property {(page: Page, url: string) => Promise<void>} open the page is ready to be given the next input
 * @property {(giving: Giving) => Promise<Answer>} give rejects where the page does not answer in time
 * @property {number} [patience] times the usual one: what is given needs work before it can be judged
 * @property {boolean} [alone] each input has a page of its own
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In the page: the faults shown now (`session.mjs` puts it there). @typedef {typeof globalThis & { attackFaults: () => string[] }} Faulty */

/**
 * Waits until a function of the page gives an answer.
 * @template Arg
 * @param {Pick<Giving, 'page' | 'patienceMs'>} giving
 * @param {(arg: Arg) => Answer | false} look runs in the page
 * @param {Arg} arg
 * @returns {Promise<Answer>}
 */
export async function answerOf({ page, patienceMs }, look, arg) {
  const found = await page.waitForFunction(/** @type {any} */ (look), /** @type {any} */ (arg), {
    timeout: patienceMs,
    polling: 60
  });
  return /** @type {Answer} */ (await found.jsonValue());
}

/**
 * Playwright hands over smaller ones from memory, with the type they are said to have; the page itself
 * puts those together, which would count as held by the file were it large.
 */
const IN_MEMORY = 200e3;

/**
 * Puts files into a file input of the page.
 * @param {Pick<Giving, 'folder' | 'patienceMs'>} giving
 * @param {import('playwright-core').Locator} input
 * @param {readonly import('../../corpus/input.mjs').GivenFile[]} files
 */
export async function putInto({ folder, patienceMs }, input, files) {
  if (files.every(({ bytes }) => bytes.length < IN_MEMORY)) {
    const buffers = files.map(({ name, type, bytes }) => ({
      ...{ name, mimeType: type },
      buffer: Buffer.from(bytes)
    }));
    await input.setInputFiles(buffers, { timeout: patienceMs });
    return;
  }
  const place = join(folder, 'given');
  await mkdir(place, { recursive: true });
  const paths = files.map(({ name }) => join(place, name));
  for (const [at, { bytes }] of files.entries()) await writeFile(paths[at] ?? '', bytes);
  await input.setInputFiles(paths, { timeout: patienceMs });
}

/** What `putInto` wrote. @param {string} folder */
export const forgetFiles = (folder) => rm(join(folder, 'given'), { recursive: true, force: true });

/** Presses every cross of a notice, so that the next input's is the only one. @param {Page} page */
export const dismissAll = (page) =>
  page.evaluate(() => {
    for (const cross of document.querySelectorAll('.notice button.dismiss')) {
      /** @type {HTMLElement} */ (cross).click();
    }
  });
