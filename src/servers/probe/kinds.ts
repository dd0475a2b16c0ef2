import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list, number, text } from '../../core/schema.ts';
import type { ServerHttp } from '../http.ts';

/** Programs that are told apart; `other`: one that knows OpenAI's chat. */
export type Kind = 'vllm' | 'sglang' | 'llama.cpp' | 'ollama' | 'lm-studio' | 'other';

/** A model in a server's own list. */
export interface Listed {
  id: string;
  owned_by?: string | null | undefined;
  root?: string | null | undefined;
  max_model_len?: number | null | undefined;
  meta?:
    { n_params?: number | null | undefined; size?: number | null | undefined } | null | undefined;
}

export interface Described {
  kind: Kind;
  server: string;
  version: string | null;
  revision: string | null;
  quantisation: string | null;
  template: string | null;
  settings: Record<string, string>;
  slots: number | null;
  sees: boolean | null;
}

const UNTOLD = {
  version: null,
  revision: null,
  quantisation: null,
  template: null,
  settings: {},
  slots: null,
  sees: null
};

const props = v.object({
  total_slots: number,
  build_info: v.nullish(text),
  model_ftype: v.nullish(text),
  chat_template: v.nullish(text),
  modalities: v.nullish(v.object({ vision: v.nullish(v.boolean()) })),
  default_generation_settings: v.nullish(v.object({ n_ctx: v.nullish(number) }))
});
const version = v.object({ version: text });
const sglang = v.object({
  version: v.nullish(text),
  model_path: text,
  dtype: v.nullish(text),
  quantization: v.nullish(text)
});
const tags = v.object({ models: list(v.object({ name: text, digest: v.nullish(text) })) });
const shown = v.object({
  template: v.nullish(text),
  details: v.nullish(v.object({ quantization_level: v.nullish(text) })),
  capabilities: v.nullish(list(text))
});
const studio = v.object({
  data: list(v.object({ id: text, type: v.nullish(text), quantization: v.nullish(text) }))
});

/** What the server is and what it tells of the model; each kind has paths that no other has. */
export async function describeKind(
  http: ServerHttp,
  model: Listed,
  signal: AbortSignal
): Promise<Described> {
  const ways = [llamaCpp, ollama, lmStudio, sgLang, vllm];
  for (const way of ways) {
    const found = await way(new Asker(http, signal), model);
    if (found) return found;
  }
  return { ...UNTOLD, kind: 'other', server: 'unknown' };
}

/** Asks for what a server may or may not have. */
class Asker {
  readonly #http: ServerHttp;
  readonly #signal: AbortSignal;
  constructor(http: ServerHttp, signal: AbortSignal) {
    this.#http = http;
    this.#signal = signal;
  }
  get = <T>(path: string, schema: v.GenericSchema<unknown, T>) =>
    this.#maybe(this.#http.get(path, schema, { signal: this.#signal, seconds: 20 }));
  post = <T>(path: string, body: object, schema: v.GenericSchema<unknown, T>) =>
    this.#maybe(this.#http.post(path, body, schema, { signal: this.#signal, seconds: 20 }));

  /** Null where there is no such path, in whichever way a server says so. */
  async #maybe<T>(reply: Promise<T>): Promise<T | null> {
    try {
      return await reply;
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (!LACKS.includes(error.code)) throw error;
      return null;
    }
  }
}

const LACKS: readonly string[] = [
  'server-no-model',
  'server-refused',
  'server-key',
  'server-failed',
  'server-not-json',
  'server-half-reply',
  'server-reply',
  // A page hears no more of a path whose reply does not name the page's origin.
  'server-unreachable'
];

type Way = (ask: Asker, model: Listed) => Promise<Described | null>;

const llamaCpp: Way = async (ask) => {
  const told = await ask.get('/props', props);
  if (!told) return null;
  const context = told.default_generation_settings?.n_ctx;
  return {
    kind: 'llama.cpp',
    server: 'llama.cpp',
    version: told.build_info ?? null,
    revision: null,
    quantisation: told.model_ftype ?? null,
    template: told.chat_template ?? null,
    settings: { slots: String(told.total_slots), ...(context && { context: String(context) }) },
    slots: told.total_slots,
    sees: told.modalities?.vision ?? false
  };
};

const ollama: Way = async (ask, { id }) => {
  const told = await ask.get('/api/version', version);
  const all = told && (await ask.get('/api/tags', tags));
  if (!told || !all) return null;
  const about = await ask.post('/api/show', { model: id }, shown);
  return {
    ...UNTOLD,
    kind: 'ollama',
    server: 'Ollama',
    version: told.version,
    revision: all.models.find(({ name }) => name === id)?.digest ?? null,
    quantisation: about?.details?.quantization_level ?? null,
    template: about?.template ?? null,
    sees: about?.capabilities?.includes('vision') ?? null
  };
};

const lmStudio: Way = async (ask, { id }) => {
  const all = await ask.get('/api/v0/models', studio);
  if (!all) return null;
  const about = all.data.find((each) => each.id === id);
  return {
    ...UNTOLD,
    kind: 'lm-studio',
    server: 'LM Studio',
    quantisation: about?.quantization ?? null,
    sees: about?.type ? about.type === 'vlm' : null
  };
};

const sgLang: Way = async (ask) => {
  const told = await ask.get('/get_server_info', sglang);
  if (!told) return null;
  return {
    ...UNTOLD,
    kind: 'sglang',
    server: 'SGLang',
    version: told.version ?? null,
    quantisation: told.quantization ?? told.dtype ?? null
  };
};

const vllm: Way = async (ask, { owned_by: owner }) => {
  const told = await ask.get('/version', version);
  if (!told || owner !== 'vllm') return null;
  return { ...UNTOLD, kind: 'vllm', server: 'vLLM', version: told.version };
};
