import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list, logarithm, recordOf } from '../../core/schema.ts';
import type { ServerHttp } from '../http.ts';
import type { AskOptions, TurnPrompt } from '../types.ts';
import { messagesShowing, urlOf } from './messages.ts';
import { GO_ON } from './openai.ts';
import { chatReply, computedTokens, numberTold } from './replies.ts';
import type { SentPictures } from './sentPictures.ts';

/** Most tokens that one request may name. */
const MOST_IDS = 128;

const BY_ID = { return_token_ids: true, return_tokens_as_token_ids: true };

const completionReply = v.object({
  choices: v.pipe(
    list(v.object({ logprobs: v.nullish(v.object({ top_logprobs: list(recordOf(logarithm)) })) })),
    v.minLength(1)
  ),
  usage: chatReply.entries.usage
});

/** The prompt as the server read it, and what it told of the next token. */
interface Next {
  ids: readonly number[];
  logprobs: number[];
}

export interface VllmModel {
  http: ServerHttp;
  model: string;
  temperature: number;
  sent: SentPictures;
}

/** One prompt being asked of a vLLM server, and what that took. */
export class VllmAsking {
  readonly #of: VllmModel;
  readonly #options: AskOptions;
  requests = 0;
  prefillTokens = 0;

  constructor(of: VllmModel, options: AskOptions) {
    this.#of = of;
    this.#options = options;
  }

  /**
   * Behind a chat.
   * @param opened the tokens that the prompt must end with
   * @throws AppError `server-ignores`, `server-answers-anew`, `server-too-unlikely`, as `http`
   */
  async chat(
    prompt: TurnPrompt,
    wanted: readonly number[],
    opened: readonly number[]
  ): Promise<Next> {
    const { pictures, signal } = this.#options;
    const { http, sent } = this.#of;
    const url = prompt.picture === null ? null : urlOf(prompt.picture, pictures);
    let ids: readonly number[] = [];
    const logprobs = await inParts(wanted, async (part) => {
      const named = { logprobs: true, logprob_token_ids: part };
      const common = { ...this.#body(), ...goingOn(prompt), ...named };
      const reply = await sent.show(url, (shown) => {
        const body = { ...common, messages: messagesShowing(prompt, shown) };
        return http.post('/v1/chat/completions', body, chatReply, { signal });
      });
      this.#count(reply);
      ids = reply.prompt_token_ids ?? this.#ignored('return_token_ids');
      const told = reply.choices[0]?.logprobs?.content?.[0]?.top_logprobs ?? [];
      return this.#pick(part, new Map(told.map(({ token, logprob }) => [token, logprob])));
    });
    if (!endsWith(ids, opened)) throw new AppError('server-answers-anew', { server: http.server });
    return { ids, logprobs };
  }

  /** Behind a prompt in tokens. @throws AppError as `chat` */
  complete(prompt: readonly number[], wanted: readonly number[]): Promise<number[]> {
    return inParts(wanted, async (part) => {
      const body = { ...this.#body(), prompt, logprobs: 1, logprob_token_ids: part };
      const { signal } = this.#options;
      const reply = await this.#of.http.post('/v1/completions', body, completionReply, { signal });
      this.#count(reply);
      const told = reply.choices[0]?.logprobs?.top_logprobs[0] ?? {};
      return this.#pick(part, new Map(Object.entries(told)));
    });
  }

  /** No masks and no temperature: whatever the server tells are the model's own numbers then. */
  #body() {
    const { model, temperature } = this.#of;
    return { model, temperature, top_p: 1, max_tokens: 1, stream: false, ...BY_ID };
  }

  #count(reply: Parameters<typeof computedTokens>[0]): void {
    this.requests++;
    this.prefillTokens += computedTokens(reply);
  }

  #pick(wanted: readonly number[], told: ReadonlyMap<string, number>): number[] {
    const { server } = this.#of.http;
    return wanted.map((id) => {
      const logprob = told.get(`token_id:${id}`) ?? this.#ignored('logprob_token_ids');
      return numberTold(server, String(id), logprob);
    });
  }

  #ignored(field: string): never {
    throw new AppError('server-ignores', { server: this.#of.http.server, field });
  }
}

/** What has vLLM go on with an opened answer. */
export const goingOn = ({ opened }: TurnPrompt) => (opened === '' ? {} : GO_ON);

/** More tokens than one request may name are asked for in several. */
async function inParts(
  wanted: readonly number[],
  ask: (part: number[]) => Promise<number[]>
): Promise<number[]> {
  const found: number[] = [];
  for (let from = 0; from < wanted.length; from += MOST_IDS) {
    found.push(...(await ask(wanted.slice(from, from + MOST_IDS))));
  }
  return found;
}

/** The first of the opened answer may be one token with what the template puts before it. */
export function endsWith(ids: readonly number[], opened: readonly number[]): boolean {
  const sure = opened.length > 2 ? opened.slice(1) : opened;
  const from = ids.length - sure.length;
  return from >= 0 && sure.every((id, k) => ids[from + k] === id);
}
