import { idOf, tokenize, VOCABULARY } from './words.mjs';

/**
 * A made-up model: log-probabilities of every token from a hash of the prompt, so that the same
 * prompt always gives the same numbers and another one others. Behind "(" the letters A to M have
 * most of the probability, as with real models, and it can count to ten.
 * @param {string} prompt the whole text, turns and all
 * @param {string} salt what else the numbers depend on: the model's name, a picture's bytes
 * @returns {Float64Array} natural, over the vocabulary
 */
export function logprobsOf(prompt, salt) {
  const seed = hash(`${salt}\n${prompt}`);
  const logits = new Float64Array(VOCABULARY.length);
  for (let id = 0; id < logits.length; id++) logits[id] = 6 * uniform(seed, id);
  const raise = (/** @type {number} */ id, /** @type {number} */ by) => {
    logits[id] = /** @type {number} */ (logits[id]) + by;
  };
  if (prompt.endsWith('(')) for (const letter of LETTERS) raise(idOf(letter), 10);
  const next = countedOn(prompt);
  if (next !== undefined) raise(next, 30);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit);
  return logits.map((logit) => logit - Math.log(sum));
}

const LETTERS = [...'ABCDEFGHIJKLM'];
const COUNT = 'one, two, three, four, five, six, seven, eight, nine, ten';

/** @param {string} prompt */
function countedOn(prompt) {
  const begun = prompt.lastIndexOf('one,');
  const counted = begun < 0 ? '' : prompt.slice(begun);
  if (counted.length < 8 || !COUNT.startsWith(counted)) return undefined;
  return tokenize(COUNT.slice(counted.length))[0];
}

/**
 * The same as a server tells them.
 * @param {string} prompt
 * @param {string} salt
 * @param {{ temperature?: number }} body
 * @param {Pick<import('./fakeServer.mjs').Manner, 'processed' | 'noise'>} manner
 * @param {number} others
 */
export function toldOf(prompt, salt, { temperature = 1 }, { processed, noise }, others) {
  const raw = logprobsOf(prompt, salt);
  const moved = raw.map((logprob, id) => logprob + (id % 2) * noise * others);
  if (!processed || temperature === 0) return moved;
  const hot = moved.map((logprob) => logprob / temperature);
  const sum = hot.reduce((total, logprob) => total + Math.exp(logprob), 0);
  return hot.map((logprob) => logprob - Math.log(sum));
}

/**
 * The likeliest tokens, likeliest first.
 * @param {Float64Array} logprobs
 * @param {number} most
 * @returns {number[]} ids
 */
export function likeliest(logprobs, most) {
  if (most === 0) return [];
  if (most === 1) {
    const best = logprobs.reduce((top, logprob) => Math.max(top, logprob));
    return [logprobs.indexOf(best)];
  }
  const ids = Array.from(logprobs, (_, id) => id);
  ids.sort((a, b) => /** @type {number} */ (logprobs[b]) - /** @type {number} */ (logprobs[a]));
  return ids.slice(0, most);
}

/** @param {string} text FNV-1a */
function hash(text) {
  let value = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) {
    value = Math.imul(value ^ text.charCodeAt(k), 0x01000193) >>> 0;
  }
  return value;
}

/**
 * @param {number} seed
 * @param {number} id
 * @returns {number} in [0, 1)
 */
function uniform(seed, id) {
  let value = (seed ^ Math.imul(id + 1, 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b) >>> 0;
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35) >>> 0;
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32;
}
