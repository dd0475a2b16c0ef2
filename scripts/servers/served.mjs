import { readFileSync } from 'node:fs';
import { importTs } from '../importTs.mjs';

/** @typedef {import('./reference.mjs').Turns} Turns */

/**
 * What a server answers, asked one by one as the page and `npm run answers` ask it: recognised, probed
 * and spoken to in its dialect.
 * @param {string} url
 * @param {readonly Turns[]} prompts
 * @returns {Promise<number[][]>}
 */
export async function servedScores(url, prompts) {
  const { connect } = await servers();
  const { signal } = new AbortController();
  const { dialect } = await connect({ url }, { signal });
  const scores = [];
  for (const { targets, ...turns } of prompts) {
    const { logprobs } = await dialect.score(turns, targets, { pictures: dataUrl, signal });
    scores.push(logprobs);
  }
  return scores;
}

const servers = () =>
  /** @type {Promise<typeof import('./asking.ts')>} */ (importTs('scripts/servers/asking.ts'));

/** @param {string} path of a PNG, which stands for the picture's id here */
const dataUrl = (path) => `data:image/png;base64,${readFileSync(path).toString('base64')}`;
