/** The page's own engine, in Chromium, on prompts as the reference's chat template wrote them. */
import { mkdir, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withAppPage } from '../lib/appPage.mjs';
import { filesWith, manifestOf } from '../twins/folder.mjs';
import { writeTokenizer } from './models/visionFolder.mjs';

/** @typedef {import('../../src/core/prompts/types.ts').Targets} Targets */
/** @typedef {{ text: string, picture: string | null, targets: Targets }} Written `picture`: path of a file */

/**
 * @param {{ model: string, folder?: string, view: 'one' | 'full' }} load `folder`: of a model that
 *   is not bundled
 * @param {readonly Written[]} prompts
 * @returns {Promise<number[][]>} log-probabilities, parallel to prompts and targets
 */
export async function pageScores({ model, folder, view }, prompts) {
  const pictures = [...new Set(prompts.flatMap(({ picture }) => picture ?? []))];
  const open = {
    ...{ port: 0, profile: null, gpu: /** @type {const} */ ('none'), pictures },
    mounts: folder === undefined ? {} : { [`/models/${model}/`]: folder }
  };
  return withAppPage(open, async (page) => {
    await page.call('load', { model, device: 'wasm', view });
    const asked = prompts.map(({ text, picture, targets }) => ({
      prompt: text,
      picture: picture === null ? null : pictures.indexOf(picture),
      targets
    }));
    const scores = await page.call('scorePrompts', asked);
    return scores.map(({ logprobs }) => Object.values(logprobs));
  });
}

/**
 * A twin as the page reads it, with the tokenizer that all engines here have.
 * @param {string} source the twin's folder
 * @param {string} out
 */
export async function makePageFolder(source, out) {
  await mkdir(join(out, 'onnx'), { recursive: true });
  const twin = { name: '', folder: source, reference: /** @type {never} */ (null), variants: [] };
  const files = await filesWith(twin, 'fp32');
  for (const file of files) await copyFile(join(source, file), join(out, file));
  await writeTokenizer(source, out);
  await writeFile(join(out, 'manifest.json'), JSON.stringify(await manifestOf(out, files)));
}
