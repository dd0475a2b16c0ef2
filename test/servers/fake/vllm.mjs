/** Replies as vLLM 0.32 gives them, with made-up numbers. */
import { runAlone, startFake } from './fakeServer.mjs';
import { likeliest, toldOf } from './madeUp.mjs';
import { chatReply, rendered, saltOf, written } from './turns.mjs';
import { detokenize, tokenize, VOCABULARY } from './words.mjs';

const LONGEST = 8192;
const MOST_IDS = 128;
const MOST_TOP = 20;

/** @typedef {import('./fakeServer.mjs').Manner} Manner */

const refused = (/** @type {string} */ message, /** @type {string} */ param = '') => ({
  status: 400,
  json: { error: { message, type: 'BadRequestError', param, code: 400 } }
});

/** @param {Partial<Manner> & { port?: number }} [options] */
export const startFakeVllm = (options) => {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return startFake(
    ({ path, body }, manner, others) => {
      const heard = dropped(body, manner.ignores);
      if (manner.forgets) kept.clear();
      switch (path) {
        case '/v1/models':
          return { json: models(manner) };
        case '/version':
          return { json: { version: manner.version } };
        case '/tokenize':
          return { json: tokens(heard, manner) };
        case '/detokenize':
          return { json: { prompt: detokenize(heard.tokens) } };
        case '/v1/chat/completions':
          return chat(heard, manner, others, kept);
        case '/v1/completions':
          return completion(heard, manner, others);
        default:
          return undefined;
      }
    },
    { version: '0.32.0', ...options }
  );
};

/**
 * @param {Record<string, unknown>} body
 * @param {string[]} names
 * @returns {any}
 */
function dropped(body, names) {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

/** @param {Manner} manner */
const models = ({ model }) => ({
  object: 'list',
  data: [
    {
      id: model,
      object: 'model',
      owned_by: 'vllm',
      root: model,
      parent: null,
      max_model_len: LONGEST
    }
  ]
});

/**
 * @param {any} body
 * @param {Manner} manner
 */
function tokens({ prompt, messages, ...how }, { merges }) {
  const text =
    prompt ??
    rendered(messages, {
      open: how.add_generation_prompt ?? true,
      goOn: how.continue_final_message ?? false
    }).text;
  const ids = tokenize(text, merges);
  return { count: ids.length, max_model_len: LONGEST, tokens: ids, token_strs: null };
}

/**
 * @param {any} body
 * @param {Manner} manner
 * @param {number} others
 * @param {Map<string, string>} kept pictures by their names
 */
function chat(body, manner, others, kept) {
  if (body.model !== manner.model) return noModel(body.model);
  const goOn = (body.continue_final_message ?? false) && !manner.anew;
  const open = manner.anew || (body.add_generation_prompt ?? true);
  for (const part of body.messages.flatMap((/** @type {any} */ each) => each.content)) {
    if (part.type !== 'image_url' || part.uuid === undefined) continue;
    if (part.image_url) kept.set(part.uuid, part.image_url.url);
    else if (!kept.has(part.uuid)) return refused('Cache miss for image, data is not provided.');
    else part.image_url = { url: kept.get(part.uuid) };
  }
  const { text, pictures } = rendered(body.messages, { open, goOn });
  if (pictures.length > 0 && !manner.pictures) {
    return refused(`${manner.model} is not a multimodal model`);
  }
  if (pictures.some((url) => !/^data:image\/\w+;base64,./.test(url))) {
    return refused('cannot identify image file');
  }
  const ids = tokenize(text, manner.merges);
  if (ids.length > LONGEST) return tooLong(ids.length);
  const salt = saltOf(pictures, manner);
  const asked = askedOf(body, manner);
  if (!Array.isArray(asked)) return asked;
  const told = toldOf(text, salt, body, manner, others);
  const { content, cut } = written(text, body.max_tokens ?? 1, salt, told);
  const logprobs = body.logprobs ? { content: [tokenTold(told, asked, body, manner)] } : null;
  return {
    json: chatReply(manner.model, { content, cut }, logprobs, {
      usage: usageOf(ids.length),
      prompt_logprobs: null,
      prompt_token_ids: body.return_token_ids ? ids : null
    })
  };
}

/**
 * @param {any} body
 * @param {Manner} manner
 * @param {number} others
 */
function completion(body, manner, others) {
  if (body.model !== manner.model) return noModel(body.model);
  const ids = Array.isArray(body.prompt) ? body.prompt : tokenize(body.prompt, manner.merges);
  if (ids.length > LONGEST) return tooLong(ids.length);
  const text = detokenize(ids);
  const asked = askedOf({ ...body, top_logprobs: body.logprobs }, manner);
  if (!Array.isArray(asked)) return asked;
  const salt = saltOf([], manner);
  const told = toldOf(text, salt, body, manner, others);
  const { top_logprobs: top } = tokenTold(told, asked, body, manner);
  const tops = Object.fromEntries(top.map(({ token, logprob }) => [token, logprob]));
  return {
    json: {
      id: 'cmpl-0',
      object: 'text_completion',
      model: manner.model,
      choices: [
        {
          index: 0,
          text: written(text, 1, salt, told).content,
          logprobs: { text_offset: [0], token_logprobs: [0], tokens: [''], top_logprobs: [tops] },
          finish_reason: 'length',
          prompt_token_ids: body.return_token_ids ? ids : null
        }
      ],
      usage: usageOf(ids.length)
    }
  };
}

/**
 * Which tokens a request asks for.
 * @param {any} body
 * @param {Manner} manner
 */
function askedOf(body, { wrongToken }) {
  if ((body.top_logprobs ?? 0) > MOST_TOP) {
    return refused(`Requested sample logprobs of ${body.top_logprobs}, which is greater than max`);
  }
  const ids = body.logprob_token_ids;
  if (!ids) return [];
  if (ids.length > MOST_IDS) return refused('logprob_token_ids: at most 128', 'logprob_token_ids');
  return /** @type {number[]} */ (ids).map((id) => (wrongToken ? id + 1 : id));
}

/**
 * @param {Float64Array} told
 * @param {number[]} asked
 * @param {any} body
 * @param {Manner} manner
 */
function tokenTold(told, asked, body, { missing }) {
  const ids = asked.length > 0 ? asked : likeliest(told, body.top_logprobs ?? 0);
  const name = (/** @type {number} */ id) =>
    body.return_tokens_as_token_ids ? `token_id:${id}` : /** @type {string} */ (VOCABULARY[id]);
  const one = (/** @type {number} */ id) => ({
    token: name(id),
    logprob: /** @type {number} */ (told[id]),
    bytes: [...Buffer.from(name(id))]
  });
  const [best = 0] = likeliest(told, 1);
  const seen = ids.filter((id) => !missing.includes(/** @type {string} */ (VOCABULARY[id])));
  return { ...one(best), top_logprobs: [best, ...seen.filter((id) => id !== best)].map(one) };
}

const usageOf = (/** @type {number} */ tokens) => ({
  prompt_tokens: tokens,
  completion_tokens: 1,
  total_tokens: tokens + 1,
  prompt_tokens_details: null
});

const noModel = (/** @type {unknown} */ model) => ({
  status: 404,
  json: {
    error: { message: `The model \`${model}\` does not exist.`, type: 'NotFoundError', code: 404 }
  }
});

const tooLong = (/** @type {number} */ length) =>
  refused(
    `This model's maximum context length is ${LONGEST} tokens. However, your request has ${length} input tokens.`,
    'input_tokens'
  );

await runAlone(import.meta.url, startFakeVllm);
