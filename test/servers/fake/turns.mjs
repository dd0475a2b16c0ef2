import { likeliest, logprobsOf } from './madeUp.mjs';
import { END, PICTURE, START, VOCABULARY } from './words.mjs';

/**
 * The fakes' chat template: a system turn is made up where none is given, as Qwen's does.
 * @param {any[]} messages as OpenAI's clients send them
 * @param {{ open: boolean, goOn: boolean }} how `open`: the assistant's turn; `goOn`: the last one
 * @returns {{ text: string, pictures: string[] }} pictures as they came
 */
export function rendered(messages, { open, goOn }) {
  /** @type {string[]} */
  const pictures = [];
  const contentOf = (/** @type {any} */ content) =>
    typeof content === 'string'
      ? content
      : content
          .map((/** @type {any} */ part) => {
            if (part.type === 'text') return part.text;
            pictures.push(part.image_url.url);
            return PICTURE;
          })
          .join('');
  const given = messages[0]?.role === 'system';
  const all = given ? messages : [{ role: 'system', content: 'You are made up.' }, ...messages];
  const last = all.length - 1;
  const text = all
    .map(({ role, content }, k) => {
      const close = goOn && k === last && role === 'assistant' ? '' : `${END}\n`;
      return `${START}${role}\n${contentOf(content)}${close}`;
    })
    .join('');
  return { text: open ? `${text}${START}assistant\n` : text, pictures };
}

/**
 * What a picture's content does to the numbers.
 * @param {string[]} pictures
 * @param {import('./fakeServer.mjs').Manner} manner
 */
export const saltOf = (pictures, { model, weights, blind }) =>
  model + weights + (blind ? '' : pictures.join());

/**
 * Greedy.
 * @param {string} prompt
 * @param {number} most tokens
 * @param {string} salt
 * @param {Float64Array} first what was told of the first token
 * @returns {{ content: string, cut: boolean }} `cut`: it did not come to an end
 */
export function written(prompt, most, salt, first) {
  let content = '';
  for (let k = 0; k < most; k++) {
    const token = tokenOf(k === 0 ? first : logprobsOf(prompt + content, salt));
    if (token === END) return { content, cut: false };
    content += token;
  }
  return { content, cut: true };
}

const tokenOf = (/** @type {Float64Array} */ logprobs) =>
  /** @type {string} */ (VOCABULARY[likeliest(logprobs, 1)[0] ?? 0]);

/**
 * A chat's reply as all who speak OpenAI's form give it.
 * @param {string} model
 * @param {{ content: string, cut: boolean }} said
 * @param {object | null} logprobs
 * @param {object} more what the program tells besides
 */
export function chatReply(model, { content, cut }, logprobs, more) {
  const message = { role: 'assistant', content };
  return {
    ...{ id: 'chatcmpl-0', object: 'chat.completion', model },
    choices: [{ index: 0, message, logprobs, finish_reason: cut ? 'length' : 'stop' }],
    ...more
  };
}
