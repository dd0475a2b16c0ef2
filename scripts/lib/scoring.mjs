import { access, constants, stat } from 'node:fs/promises';
import { withAppPage } from './appPage.mjs';
import { Failure } from './failure.mjs';
import { readPrompts } from './promptsFile.mjs';

/** @typedef {import('../../src/engine/engineApi.ts').LoadOptions} LoadOptions */
/** @typedef {Omit<import('./appPage.mjs').AppPageOptions, 'pictures'>} Browser */
/** @typedef {{ json: unknown, summary: string }} Scored `summary`: one line for people */

/**
 * @param {Omit<import('../../src/automation/automationApi.ts').AskRequest, 'pictures'> & { images: string[] }} request
 * @param {LoadOptions} load
 * @param {Browser} browser
 * @returns {Promise<Scored>}
 */
export async function scoreQuestions({ images, ...request }, load, browser) {
  if (request.questions.length === 0) {
    throw new Failure(
      'Nothing to ask: name questions with --questions Q6,Q164, or use --prompts FILE.'
    );
  }
  for (const image of images) await requireFile(image);
  return withAppPage({ ...browser, pictures: images }, async (page) => {
    const asked = { ...request, pictures: images.map((_, i) => i) };
    await page.call('check', asked);
    const loaded = await page.call('load', load);
    const json = await page.call('ask', asked);
    const { cached, counters } = json.run;
    const computed = json.answers.length - cached;
    return {
      json,
      summary: summary(computed, cached, loaded, `; pictures encoded: ${counters.encoderRuns}`)
    };
  });
}

/**
 * @param {string} path
 * @param {LoadOptions} load
 * @param {Browser} browser
 * @returns {Promise<Scored>} `json` is a list parallel to the file's
 */
export async function scorePromptsFile(path, load, browser) {
  const cases = await readPrompts(path);
  const pictures = [...new Set(cases.flatMap(({ image }) => (image === null ? [] : [image])))];
  for (const picture of pictures) await requireFile(picture);
  return withAppPage({ ...browser, pictures }, async (page) => {
    const loaded = await page.call('load', load);
    const scores = await page.call(
      'scorePrompts',
      cases.map(({ prompt, image, targets }) => ({
        prompt,
        picture: image === null ? null : pictures.indexOf(image),
        targets
      }))
    );
    const cached = scores.filter((score) => score.cached).length;
    const json = scores.map((score, i) => ({
      prompt: cases[i]?.prompt,
      image: cases[i]?.image,
      ...score
    }));
    return { json, summary: summary(scores.length - cached, cached, loaded, '') };
  });
}

/**
 * @param {number} computed
 * @param {number} cached
 * @param {import('../../src/engine/engineApi.ts').LoadedModel} loaded
 * @param {string} more
 */
function summary(computed, cached, { model, device, threads }, more) {
  return `computed: ${computed}; remembered: ${cached}${more} (${model}, ${device}, threads: ${threads})`;
}

/** @param {string} path */
export async function requireFile(path) {
  const found = await stat(path).catch(() => null);
  if (!found) throw new Failure(`${path} does not exist: check the path.`);
  if (!found.isFile()) throw new Failure(`${path} is not a file: name a picture file.`);
  await access(path, constants.R_OK).catch(() => {
    throw new Failure(`${path} cannot be read: check its permissions.`);
  });
}
