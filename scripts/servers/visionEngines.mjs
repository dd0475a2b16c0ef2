import { join } from 'node:path';
import { startLlamaCpp } from './llamaCpp.mjs';
import { llamaPictureScores } from './llamaPictures.mjs';
import { pageScores } from './pageScores.mjs';
import { PHOTOGRAPHS, pictureTurns, squares } from './prompts.mjs';
import { referenceScores } from './reference.mjs';
import { remembered } from './remembered.mjs';
import { servedScores } from './served.mjs';
import { whileUp } from './start.mjs';
import { startVllm } from './vllm.mjs';

/** @typedef {import('./apart.mjs').Engine} Engine */
/** @typedef {import('./reference.mjs').Turns} Turns */
/** @typedef {'one' | 'full' | 'photo' | 'photoFull'} Key */

const QUESTIONS = 2;
const EXACT = ['one', 'full', 'photo', 'photoFull'];

/**
 * The twin of SmolVLM, letters behind pictures, in every engine: the whole picture in one view, and
 * in all views that the model's processor cuts.
 * @param {import('./languageEngines.mjs').Here} here
 * @returns {Promise<Engine[]>}
 */
export async function visionEngines({ folder, ports, programs }) {
  const sets = {
    // As large as one view, and as large as the processor makes a picture before it cuts it. (All
    // views hold the whole picture too, made smaller, so that only one of one colour is left alone.)
    one: await pictureTurns(await squares(folder, 512, ['red', 'blue', 'stripes']), QUESTIONS),
    full: await pictureTurns(await squares(folder, 2048, ['red', 'blue']), QUESTIONS),
    photo: await pictureTurns(PHOTOGRAPHS, QUESTIONS),
    photoFull: await pictureTurns(PHOTOGRAPHS, QUESTIONS)
  };
  const hub = join(folder, 'vision', 'hf');
  /** @param {'torchvision' | 'pil'} resizing */
  const referenceOf = async (resizing) => ({
    one: await score(sets.one, 'one', resizing),
    full: await score(sets.full, 'full', resizing),
    photo: await score(sets.photo, 'one', resizing),
    photoFull: await score(sets.photoFull, 'full', resizing)
  });
  const score = (
    /** @type {Turns[]} */ prompts,
    /** @type {'one' | 'full'} */ views,
    /** @type {'torchvision' | 'pil'} */ resizing
  ) => referenceScores(programs.python, { folder: hub, views, resizing }, prompts, folder);
  const written = await referenceOf('torchvision');
  const pillow = await referenceOf('pil');
  /** @param {typeof written} reference */
  const numbers = (reference) => mapped(reference, (one) => one.map(({ logprobs }) => logprobs));
  /** @param {Key} key */
  const texts = (key) =>
    sets[key].map((one, at) => ({ ...one, text: written[key][at]?.text ?? '' }));
  /** @type {Engine[]} */
  const engines = [
    { name: 'transformers', exact: EXACT, sets: numbers(written) },
    { name: 'transformers, resizing by Pillow', exact: EXACT, sets: numbers(pillow) }
  ];
  const page = async (/** @type {'one' | 'full'} */ view, /** @type {Key[]} */ keys) => {
    const load = { model: 'twin', folder: join(folder, 'vision', 'page'), view };
    const asked = keys.flatMap(texts);
    return shared(
      keys,
      await remembered(folder, 'page', [view, asked], () => pageScores(load, asked))
    );
  };
  /** @type {(keys: Key[], scores: number[][]) => Record<string, number[][]>} */
  const shared = (keys, scores) => {
    let from = 0;
    return Object.fromEntries(
      keys.map((key) => [key, scores.slice(from, (from += sets[key].length))])
    );
  };
  const whole = /** @type {Key[]} */ (['one', 'photo']);
  const all = /** @type {Key[]} */ (['full', 'photoFull']);
  engines.push({
    name: 'page',
    exact: EXACT,
    sets: { ...(await page('one', whole)), ...(await page('full', all)) }
  });
  const command = programs.vllm;
  if (command) {
    const vllm = async (/** @type {boolean} */ split, /** @type {Key[]} */ keys) => {
      const args = ['--mm-processor-kwargs', JSON.stringify({ do_image_splitting: split })];
      const how = { folder: hub, port: ports.vllm, log: join(folder, 'vllm.log'), args };
      const asked = keys.flatMap((key) => sets[key]);
      const ask = () => whileUp(startVllm(command, how), (url) => servedScores(url, asked));
      return shared(keys, await remembered(folder, 'vllm', [split, asked], ask));
    };
    const own = { ...(await vllm(false, whole)), ...(await vllm(true, all)) };
    engines.push({ name: 'vLLM', exact: EXACT, sets: own });
  }
  const llama = programs.llamaServer;
  if (llama && programs.llamaSource) {
    const gguf = join(folder, 'vision-gguf');
    const how = {
      ...{ model: join(gguf, 'f32.gguf'), mmproj: join(gguf, 'mmproj.gguf') },
      ...{ port: ports.llamaCpp, log: join(folder, 'llama.log') }
    };
    // It always cuts, so there is nothing to hold one view against.
    const [written, turns] = [all.flatMap(texts), all.flatMap((key) => sets[key])];
    const { same, own } = await remembered(folder, 'llama.cpp', written, () =>
      whileUp(startLlamaCpp(llama, how), async (url) => ({
        same: await llamaPictureScores(url, written),
        own: await servedScores(url, turns)
      }))
    );
    // Its encoder of pictures does not: docs/servers.md, Parity.
    engines.push({ name: 'llama.cpp', exact: [], sets: shared(all, same) });
    engines.push({ name: 'llama.cpp, its own chat', exact: [], sets: shared(all, own) });
  }
  return engines;
}

/**
 * @template {string} K
 * @template A
 * @template B
 * @param {Record<K, A>} record
 * @param {(value: A) => B} change
 * @returns {Record<K, B>}
 */
const mapped = (record, change) =>
  /** @type {Record<K, B>} */ (
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, change(/** @type {A} */ (value))])
    )
  );
