import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list, logarithm, number, text } from '../../core/schema.ts';
import type { ServerHttp } from '../http.ts';
import type { AskOptions } from '../types.ts';

/** Of the likeliest tokens, how many are asked for until all that are wanted are among them. */
const LEVELS: readonly number[] = [200, 5000, 1_000_000];
/** The whole vocabulary of a large one. */
const MOST_BYTES = 64 * 2 ** 20;
/** Has a token drawn as good as surely; no bias and no sampler moves what is told of the model. */
const SURELY = 1000;

/** Log-probabilities are those before any sampler, whichever are set. */
export const PLAIN = { n_predict: 1, top_p: 1, min_p: 0, cache_prompt: true, stream: false };

const told = v.object({ id: number, token: text, logprob: logarithm });
const completionReply = v.object({
  tokens_evaluated: number,
  timings: v.nullish(v.object({ prompt_n: v.nullish(number) })),
  completion_probabilities: v.nullish(list(v.object({ top_logprobs: list(told, LEVELS.at(-1)) })))
});
type Told = v.InferOutput<typeof told>;

/** Tokens, or text with a picture's bytes (base64) beside it. */
export type LlamaCppPrompt =
  readonly number[] | { prompt_string: string; multimodal_data: string[] };

/** One prompt being asked of a llama.cpp server, and what that took. */
export class LlamaCppAsking {
  readonly #http: ServerHttp;
  readonly #temperature: number;
  readonly #options: AskOptions;
  #length = 0;
  requests = 0;
  prefillTokens = 0;

  constructor(http: ServerHttp, temperature: number, options: AskOptions) {
    this.#http = http;
    this.#temperature = temperature;
    this.#options = options;
  }

  /**
   * What is told of the wanted tokens behind a prompt, in their order.
   * @param prompt the one that this is about, and `more` tokens
   * @param letter a token that is text by itself
   * @throws AppError `server-ignores`, `server-boundary`, as `http`
   */
  async next(
    prompt: LlamaCppPrompt,
    more: number,
    wanted: readonly number[],
    letter: () => Promise<number | undefined>
  ): Promise<Told[]> {
    const { server } = this.#http;
    for (const level of LEVELS) {
      let all = await this.#likeliest(prompt, more, level);
      // Nothing is told where the token that was drawn is a piece of a character: another is drawn.
      if (all.length === 0) all = await this.#likeliest(prompt, more, level, await letter());
      const byId = new Map(all.map((one) => [one.id, one]));
      const found = wanted.flatMap((id) => byId.get(id) ?? []);
      if (found.length === wanted.length) return found;
      if (all.length < level) break;
    }
    throw new AppError('server-ignores', { server, field: 'n_probs' });
  }

  async #likeliest(
    prompt: LlamaCppPrompt,
    more: number,
    most: number,
    drawn?: number
  ): Promise<readonly Told[]> {
    const { slot, signal } = this.#options;
    const body = {
      prompt,
      ...PLAIN,
      temperature: this.#temperature,
      n_probs: most,
      ...(slot !== undefined && { id_slot: slot }),
      ...(drawn !== undefined && { logit_bias: [[drawn, SURELY]] })
    };
    const asking = { signal, most: MOST_BYTES };
    const reply = await this.#http.post('/completion', body, completionReply, asking);
    this.requests++;
    this.prefillTokens += reply.timings?.prompt_n ?? reply.tokens_evaluated;
    if (more === 0) this.#length = reply.tokens_evaluated;
    // Behind a picture text is read anew: as other tokens, maybe, than within the option.
    else if (reply.tokens_evaluated !== this.#length + more) {
      throw new AppError('server-boundary', { server: this.#http.server, text: 'an option' });
    }
    return reply.completion_probabilities?.[0]?.top_logprobs ?? [];
  }
}
