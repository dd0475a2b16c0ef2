import { readFile } from 'node:fs/promises';
import { Failure } from '../lib/failure.mjs';

/**
 * llama.cpp's server asked with a prompt's text as transformers writes it. Its own chat templates get
 * a mark in place of a picture, so that one which looks at kinds of content writes another text
 * (SmolVLM's: a space before the picture).
 * @param {string} url
 * @param {readonly { text: string, picture: string | null, targets: import('../../src/core/prompts/types.ts').Targets }[]} prompts
 *   letters only
 * @returns {Promise<number[][]>}
 */
export async function llamaPictureScores(url, prompts) {
  const { media_marker: mark } = await replyOf(`${url}/props`);
  const scores = [];
  for (const { text, picture, targets } of prompts) {
    if (targets.kind !== 'letters' || picture === null)
      throw new Failure('Letters and pictures only.');
    const data = (await readFile(picture)).toString('base64');
    const prompt = { prompt_string: text.replace('<image>', mark), multimodal_data: [data] };
    // All of the twin's 880 tokens.
    const asked = { prompt, n_predict: 1, n_probs: 880, temperature: 0, cache_prompt: true };
    const { completion_probabilities: told } = await replyOf(`${url}/completion`, asked);
    const all = new Map(
      told[0].top_logprobs.map((/** @type {{ token: string, logprob: number }} */ one) => [
        one.token,
        one.logprob
      ])
    );
    scores.push(targets.letters.map((letter) => all.get(letter) ?? NaN));
  }
  return scores;
}

/** @param {string} url @param {object} [body] @returns {Promise<any>} */
async function replyOf(url, body) {
  const how = body && { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(url, { ...how, headers: { 'Content-Type': 'application/json' } });
  if (!response.ok) throw new Failure(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
