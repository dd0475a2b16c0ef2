import { dirname, resolve } from 'node:path';
import { Failure } from './failure.mjs';
import { readJson } from './jsonFile.mjs';

/**
 * @typedef {object} PromptCase
 * @property {string} prompt
 * @property {string | null} image absolute path
 * @property {import('../../src/core/prompts/types.ts').Targets} targets
 */

const MAX_LETTERS = 13;

/**
 * Reads `[{ prompt, image?, letters }]` or `[{ prompt, image?, continuations }]`, bare or as `cases`
 * of an object; pictures are found from the file's own folder.
 * @param {string} path
 * @returns {Promise<PromptCase[]>}
 */
export async function readPrompts(path) {
  const json = await readJson(path);
  const list = isRecord(json) ? json.cases : json;
  if (!Array.isArray(list) || list.length === 0) {
    throw new Failure(
      `${path} holds no list of prompts: write [{ "prompt": …, "letters": […] }, …].`
    );
  }
  return list.map((item, index) =>
    promptCase(item, `${path}, prompt ${index} (counted from 0)`, path)
  );
}

/**
 * @param {unknown} item
 * @param {string} where
 * @param {string} path
 * @returns {PromptCase}
 */
function promptCase(item, where, path) {
  if (!isRecord(item))
    throw new Failure(`${where} is not an object: write { "prompt": …, "letters": […] }.`);
  const { prompt, image = null, letters, continuations } = item;
  if (typeof prompt !== 'string' || prompt === '') {
    throw new Failure(`${where} has no "prompt": give its text.`);
  }
  if (image !== null && typeof image !== 'string') {
    throw new Failure(`${where}: "image" must be the path of a picture file, or null.`);
  }
  if ((letters === undefined) === (continuations === undefined)) {
    throw new Failure(`${where} needs either "letters" or "continuations", and not both.`);
  }
  return {
    prompt,
    image: image === null ? null : resolve(dirname(path), image),
    targets:
      letters === undefined
        ? { kind: 'continuations', continuations: texts(continuations, 'continuations', where) }
        : { kind: 'letters', letters: texts(letters, 'letters', where) }
  };
}

/**
 * @param {unknown} value
 * @param {'letters' | 'continuations'} name
 * @param {string} where
 * @returns {string[]}
 */
function texts(value, name, where) {
  const good =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((text) => typeof text === 'string' && text !== '') &&
    new Set(value).size === value.length;
  if (!good) throw new Failure(`${where}: "${name}" must be a list of different, non-empty texts.`);
  const list = /** @type {string[]} */ (value);
  if (name === 'letters' && (list.length > MAX_LETTERS || list.some((l) => !/^[A-Z]$/.test(l)))) {
    throw new Failure(
      `${where}: "letters" must be single capital letters, at most ${MAX_LETTERS}.`
    );
  }
  return list;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
