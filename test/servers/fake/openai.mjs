/**
 * Replies as servers give them that know OpenAI's chat and no more, with made-up numbers: the twenty
 * likeliest tokens, by their text.
 */
import { runAlone, startFake } from './fakeServer.mjs';
import { likeliest, toldOf } from './madeUp.mjs';
import { chatReply, rendered, saltOf, written } from './turns.mjs';
import { tokenize, VOCABULARY } from './words.mjs';

const MOST_TOP = 20;

/** @typedef {import('./fakeServer.mjs').Manner} Manner */
/** @typedef {'plain' | 'ollama' | 'lm-studio' | 'sglang'} Kind */

const failed = (/** @type {number} */ code, /** @type {string} */ message) => ({
  status: code,
  json: { error: { message, type: 'invalid_request_error', code } }
});

/**
 * @param {Partial<Manner> & { port?: number, kind?: Kind }} [options]
 */
export const startFakeOpenai = ({ kind = 'plain', ...options } = {}) =>
  startFake((asked, manner, others) => {
    const { path, body } = asked;
    if (path === '/v1/models') return { json: models(manner, kind) };
    if (path === '/v1/chat/completions') return chat(body, manner, others);
    const json = ABOUT[kind][path]?.(manner);
    if (json) return { json };
    // LM Studio answers so to whatever it does not know.
    return kind === 'lm-studio' ? { json: { error: `Unexpected endpoint: ${path}` } } : undefined;
  }, options);

/**
 * @param {Manner} manner
 * @param {Kind} kind
 */
const models = ({ model }, kind) => ({
  object: 'list',
  data: [{ id: model, object: 'model', owned_by: kind === 'ollama' ? 'library' : 'nobody' }]
});

/**
 * What the programs tell of themselves, by path.
 * @type {Record<Kind, Record<string, (manner: Manner) => object>>}
 */
const ABOUT = {
  plain: {},
  ollama: {
    '/api/version': ({ version }) => ({ version }),
    '/api/tags': ({ model }) => ({ models: [{ name: model, model, digest: 'd'.repeat(64) }] }),
    '/api/show': ({ pictures }) => ({
      template: '{{ made up }}',
      details: { quantization_level: 'Q4_K_M', parameter_size: '1B' },
      capabilities: ['completion', ...(pictures ? ['vision'] : [])]
    })
  },
  'lm-studio': {
    '/api/v0/models': ({ model, pictures }) => ({
      data: [{ id: model, type: pictures ? 'vlm' : 'llm', quantization: '4bit' }]
    })
  },
  sglang: {
    '/get_server_info': ({ version, model }) => ({
      version,
      model_path: model,
      dtype: 'bfloat16',
      quantization: null
    })
  }
};

/**
 * @param {any} body
 * @param {Manner} manner
 * @param {number} others
 */
function chat(body, manner, others) {
  if (body.model !== manner.model) return failed(404, `model '${body.model}' not found`);
  const goOn = body.messages.at(-1)?.role === 'assistant' && !manner.anew;
  const { text, pictures } = rendered(body.messages, { open: !goOn, goOn });
  if (pictures.length > 0 && !manner.pictures) return failed(400, 'this model takes no images');
  const most = manner.ignores.includes('top_logprobs') ? 0 : (body.top_logprobs ?? 0);
  if (most > MOST_TOP) return failed(400, 'top_logprobs: at most 20');
  const salt = saltOf(pictures, manner);
  const told = toldOf(text, salt, body, manner, others);
  const one = (/** @type {number} */ id) => {
    const letter = /** @type {string} */ (VOCABULARY[id]);
    const token = manner.wrongToken ? ` ${letter}` : letter;
    return { token, logprob: told[id], bytes: [...Buffer.from(token)] };
  };
  const seen = likeliest(told, most).filter(
    (id) => !manner.missing.includes(/** @type {string} */ (VOCABULARY[id]))
  );
  const { content, cut } = written(text, body.max_tokens ?? 1, salt, told);
  const logprobs = manner.ignores.includes('logprobs')
    ? null
    : { content: [{ ...one(likeliest(told, 1)[0] ?? 0), top_logprobs: seen.map(one) }] };
  const usage = { prompt_tokens: tokenize(text).length, completion_tokens: 1, total_tokens: 1 };
  return { json: chatReply(manner.model, { content, cut }, logprobs, { usage }) };
}

await runAlone(import.meta.url, startFakeOpenai);
