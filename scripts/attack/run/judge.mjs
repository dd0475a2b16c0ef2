/**
 * What became of one input.
 *
 * @typedef {'refused' | 'accepted' | 'wrong' | 'hung' | 'crashed' | 'lost'} Verdict
 *
 * @typedef {object} Result
 * @property {import('../corpus/input.mjs').Kind} kind
 * @property {string} name
 * @property {Verdict} verdict
 * @property {string} why of a verdict that is none of the first two; else what was said
 * @property {number} answerMs until the page answered
 * @property {number} blockMs `Held`'s; Infinity where the page no longer answered
 * @property {number} clickMs
 */
import { rawText } from './sentences.mjs';

/** Longer, and a click is not answered in time. */
const BLOCK_MS = 200;

/** @typedef {{ hostile: import('../corpus/input.mjs').Hostile, answer: import('./ways/way.mjs').Answer | null, fault: string, held: import('./mainThread.mjs').Held | null, noise: import('./session.mjs').Noise, lost: string[] }} Seen */

/**
 * The worst that is to be said.
 * @param {Seen} seen
 * @returns {Pick<Result, 'verdict' | 'why'>}
 */
export function judged({ hostile, answer, fault, held, noise, lost }) {
  if (lost.length > 0) return { verdict: 'lost', why: `gone or changed: ${lost.join(', ')}` };
  if (noise.crashed) return { verdict: 'crashed', why: 'the page crashed' };
  if (noise.broken.length > 0) return { verdict: 'wrong', why: noise.broken.join('; ') };
  if (noise.errors.length > 0) return { verdict: 'crashed', why: noise.errors.join('; ') };
  if (!answer || !held) return { verdict: 'hung', why: fault || 'the page no longer answers' };
  if (held.blockMs > BLOCK_MS) {
    return { verdict: 'hung', why: `the page was held for ${Math.round(held.blockMs)} ms` };
  }
  const { outcome, sentences } = answer;
  const raw = sentences.map(rawText).find((found) => found !== null);
  const said = sentences.join(' ').slice(0, 300);
  if (raw) return { verdict: 'crashed', why: `${raw}: ${said}` };
  if (hostile.right !== 'either' && hostile.right !== outcome) {
    return { verdict: 'wrong', why: `${outcome}, should be ${hostile.right}: ${said}` };
  }
  return { verdict: outcome, why: said };
}
