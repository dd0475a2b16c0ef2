import { answers } from './answers.mjs';
import { csvs } from './csvs.mjs';
import { documents } from './documents.mjs';
import { models } from './models.mjs';
import { pictures } from './pictures.mjs';
import { svgs } from './svgs.mjs';
import { urls } from './urls.mjs';
import { zips } from './zips.mjs';

/** @typedef {import('./input.mjs').Hostile} Hostile */

/** What is attacked, in the table's order: by which way it comes in, and what is in it. */
export const KINDS = /** @type {const} */ ([
  'picture',
  'svg',
  'zip',
  'csv',
  'answers',
  'model',
  'document',
  'url'
]);

/** Every hostile input there is. @type {readonly Hostile[]} */
export const CORPUS = [
  ...pictures,
  ...svgs,
  ...zips,
  ...csvs,
  ...answers,
  ...models,
  ...documents,
  ...urls
];

/**
 * A few of each kind, spread over all of it; the same ones always.
 * @param {number} perKind
 * @returns {Hostile[]}
 */
export function fewOfEach(perKind) {
  return KINDS.flatMap((kind) => {
    const own = CORPUS.filter((input) => input.kind === kind);
    const step = Math.max(1, own.length / perKind);
    return own.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  });
}
