/** Replies as llama.cpp's server gives them (b11434), with made-up numbers. */
import { runAlone, startFake } from './fakeServer.mjs';
import { likeliest, toldOf } from './madeUp.mjs';
import { rendered, saltOf, written } from './turns.mjs';
import { detokenize, PICTURE, tokenize, VOCABULARY } from './words.mjs';

const LONGEST = 8192;

/** @typedef {import('./fakeServer.mjs').Manner} Manner */

const failed = (
  /** @type {number} */ code,
  /** @type {string} */ message,
  type = 'server_error'
) => ({
  status: code,
  json: { error: { code, message, type } }
});

/** @param {Partial<Manner> & { port?: number }} [options] */
export const startFakeLlamaCpp = (options) =>
  startFake(
    ({ path, body }, manner, others) => {
      switch (path) {
        case '/v1/models':
          return { json: models(manner) };
        case '/props':
          return { json: props(manner) };
        case '/tokenize':
          return { json: { tokens: tokenize(body.content, manner.merges) } };
        case '/detokenize':
          return { json: { content: detokenize(body.tokens) } };
        case '/apply-template':
          return template(body, manner);
        case '/completion':
          return completion(body, manner, others);
        default:
          return undefined;
      }
    },
    { version: 'b11434-made-up', slots: 4, model: 'fake-1b-q4_k_m.gguf', ...options }
  );

/** Without an alias a model goes by its file. @param {string} model */
const pathOf = (model) => `/home/somebody/models/${model}`;

/** @param {Manner} manner */
const models = ({ model }) => ({
  object: 'list',
  data: [
    {
      id: pathOf(model),
      object: 'model',
      owned_by: 'llamacpp',
      meta: { n_vocab: VOCABULARY.length, n_ctx: LONGEST, n_params: 1e9, size: 6e8 }
    }
  ]
});

/** @param {Manner} manner */
const props = ({ model, slots, pictures, version }) => ({
  default_generation_settings: { n_ctx: LONGEST, params: {} },
  total_slots: slots,
  model_alias: pathOf(model),
  model_ftype: 'Q4_K - Medium',
  model_path: pathOf(model),
  modalities: { vision: pictures, audio: false },
  chat_template: '{% made up %}',
  bos_token: '',
  eos_token: '<|end|>',
  build_info: version
});

/**
 * @param {any} body
 * @param {Manner} manner
 */
function template({ messages, ...how }, { pictures, anew }) {
  const goOn = messages.at(-1)?.role === 'assistant' && !anew;
  const open = !goOn && (how.add_generation_prompt ?? true);
  const { text, pictures: shown } = rendered(messages, { open, goOn });
  if (shown.length > 0 && !pictures) {
    return failed(500, 'image input is not supported - hint: you may need to provide the mmproj');
  }
  return { json: { prompt: text } };
}

/**
 * @param {any} body
 * @param {Manner} manner
 * @param {number} others
 */
function completion(body, manner, others) {
  const { prompt } = body;
  const shown = prompt?.multimodal_data ?? [];
  if (shown.length > 0 && !manner.pictures) {
    return failed(500, 'This server does not support multimodal');
  }
  const whole = prompt?.prompt_string ?? (typeof prompt === 'string' ? prompt : detokenize(prompt));
  if (whole.split(PICTURE).length - 1 !== shown.length) {
    return failed(400, 'Number of media does not match number of markers', 'invalid_request_error');
  }
  const length = Array.isArray(prompt) ? prompt.length : tokenize(whole, manner.merges).length;
  if (length > LONGEST) {
    const words = `request (${length} tokens) exceeds the available context size (${LONGEST} tokens)`;
    return failed(400, words, 'exceed_context_size_error');
  }
  const salt = saltOf(shown, manner);
  const told = toldOf(whole, salt, body, manner, others);
  const asked = manner.ignores.includes('n_probs') ? 0 : (body.n_probs ?? 0);
  const seen = likeliest(told, asked).filter(
    (id) => !manner.missing.includes(/** @type {string} */ (VOCABULARY[id]))
  );
  const one = (/** @type {number} */ id) => {
    const token = VOCABULARY[manner.wrongToken ? id + 1 : id] ?? '';
    return { id, token, bytes: [...Buffer.from(token)], logprob: told[id] };
  };
  const { content, cut } = written(whole, body.n_predict ?? 1, salt, told);
  return {
    json: {
      index: 0,
      content,
      stop_type: cut ? 'limit' : 'eos',
      tokens: [],
      id_slot: body.id_slot ?? 0,
      stop: true,
      model: manner.model,
      tokens_evaluated: length,
      truncated: false,
      timings: { prompt_n: length, cache_n: 0 },
      ...(asked > 0 && {
        completion_probabilities: [
          { ...one(likeliest(told, 1)[0] ?? 0), top_logprobs: seen.map(one) }
        ]
      })
    }
  };
}

await runAlone(import.meta.url, startFakeLlamaCpp);
