/** The plain way to option texts on vLLM, which the dialect does not take: each option as a prompt. */
import { Failure } from '../lib/failure.mjs';

/**
 * @param {string} url
 * @param {import('../../src/servers/types.ts').TurnPrompt} turns
 * @param {readonly string[]} options
 * @returns {Promise<{ sums: number[], prompt: number }>} sums over each option's tokens; tokens of the prompt
 */
export async function promptLogprobs(url, { user, opened }, options) {
  const { data } = await reply(`${url}/v1/models`);
  const model = data[0].id;
  const messages = [
    { role: 'user', content: user },
    { role: 'assistant', content: opened }
  ];
  const going = { continue_final_message: true, add_generation_prompt: false };
  const { tokens: ids } = await reply(`${url}/tokenize`, { model, messages, ...going });
  const sums = [];
  for (const option of options) {
    const body = { model, prompt: option, add_special_tokens: false };
    const { tokens: own } = await reply(`${url}/tokenize`, body);
    const plain = { max_tokens: 1, temperature: 1, prompt_logprobs: 0 };
    const answer = await reply(`${url}/v1/completions`, {
      model,
      prompt: [...ids, ...own],
      ...plain
    });
    const told = answer.choices[0].prompt_logprobs.slice(ids.length);
    sums.push(
      own.reduce(
        (/** @type {number} */ sum, /** @type {number} */ id, /** @type {number} */ at) =>
          sum + told[at][id].logprob,
        0
      )
    );
  }
  return { sums, prompt: ids.length };
}

/** @param {string} url @param {object} [body] @returns {Promise<any>} */
async function reply(url, body) {
  const how = body && { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(url, { ...how, headers: { 'Content-Type': 'application/json' } });
  if (!response.ok) throw new Failure(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
