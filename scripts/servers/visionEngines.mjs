import { join } from 'node:path';
import { startLlamaCpp } from './llamaCpp.mjs';
import { llamaPictureScores } from './llamaPictures.mjs';
import { pageScores } from './pageScores.mjs';
import { PHOTOGRAPHS, pictureTurns, squares } from './prompts.mjs';
import { referenceScores } from './reference.mjs';
import { servedScores } from './served.mjs';
import { startVllm } from './vllm.mjs';

/** @typedef {import('./apart.mjs').Engine} Engine */
/** @typedef {import('./reference.mjs').Turns} Turns */

const QUESTIONS = 2;

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
  /** @param {keyof typeof sets} key */
  const texts = (key) =>
    sets[key].map((one, at) => ({ ...one, text: written[key][at]?.text ?? '' }));
  /** @type {Engine[]} */
  const engines = [
    { name: 'transformers', exact: true, sets: numbers(written) },
    { name: 'transformers, resizing by Pillow', exact: true, sets: numbers(pillow) }
  ];
  const page = async (
    /** @type {'one' | 'full'} */ view,
    /** @type {(keyof typeof sets)[]} */ ...keys
  ) => {
    const load = { model: 'twin', folder: join(folder, 'vision', 'page'), view };
    return shared(keys, await pageScores(load, keys.flatMap(texts)));
  };
  /** @type {(keys: (keyof typeof sets)[], scores: number[][]) => Record<string, number[][]>} */
  const shared = (keys, scores) => {
    let from = 0;
    return Object.fromEntries(
      keys.map((key) => [key, scores.slice(from, (from += sets[key].length))])
    );
  };
  engines.push({
    name: 'page',
    exact: true,
    sets: { ...(await page('one', 'one', 'photo')), ...(await page('full', 'full', 'photoFull')) }
  });
  if (programs.vllm) {
    const command = programs.vllm;
    const vllm = async (
      /** @type {boolean} */ split,
      /** @type {(keyof typeof sets)[]} */ ...keys
    ) => {
      const args = ['--mm-processor-kwargs', JSON.stringify({ do_image_splitting: split })];
      const how = { folder: hub, port: ports.vllm, log: join(folder, 'vllm.log'), args };
      const server = await startVllm(command, how);
      try {
        return shared(
          keys,
          await servedScores(
            server.url,
            keys.flatMap((key) => sets[key])
          )
        );
      } finally {
        await server.stop();
      }
    };
    const whole = await vllm(false, 'one', 'photo');
    const all = await vllm(true, 'full', 'photoFull');
    engines.push({ name: 'vLLM', exact: true, sets: { ...whole, ...all } });
  }
  if (programs.llamaServer && programs.llamaSource) {
    const gguf = join(folder, 'vision-gguf');
    const how = {
      ...{ model: join(gguf, 'f32.gguf'), mmproj: join(gguf, 'mmproj.gguf') },
      ...{ port: ports.llamaCpp, log: join(folder, 'llama.log') }
    };
    const server = await startLlamaCpp(programs.llamaServer, how);
    try {
      // It always cuts, so there is nothing to hold one view against.
      const keys = /** @type {(keyof typeof sets)[]} */ (['full', 'photoFull']);
      const same = await llamaPictureScores(server.url, keys.flatMap(texts));
      const own = await servedScores(
        server.url,
        keys.flatMap((key) => sets[key])
      );
      engines.push({ name: 'llama.cpp', exact: true, sets: shared(keys, same) });
      engines.push({ name: 'llama.cpp, its own chat', exact: false, sets: shared(keys, own) });
    } finally {
      await server.stop();
    }
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
