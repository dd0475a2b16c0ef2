import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list, number, text } from '../../core/schema.ts';
import type { ServerHttp } from '../http.ts';
import { RED_SQUARE } from '../squares.ts';
import type { AskOptions, Dialect, TurnPrompt } from '../types.ts';
import { messagesOf, urlOf, type ChatMessage } from './messages.ts';
import { optionTexts } from './optionTexts.ts';
import { numberTold } from './replies.ts';
import { remembering, targetIds } from './targetIds.ts';

/** Of the likeliest tokens, how many are asked for until all that are wanted are among them. */
const LEVELS: readonly number[] = [200, 5000, Infinity];
/** The whole vocabulary of a large one. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_TOKENS = 1_000_000;

const template = v.object({ prompt: text });
const tokensReply = v.object({ tokens: list(number) });
const contentReply = v.object({ content: text });
const writtenReply = v.object({ content: text, stop_type: v.nullish(text) });
const told = v.object({ id: number, token: text, logprob: number });
const completionReply = v.object({
  tokens_evaluated: number,
  timings: v.nullish(v.object({ prompt_n: v.nullish(number) })),
  completion_probabilities: v.nullish(list(v.object({ top_logprobs: list(told, MOST_TOKENS) })))
});

/** A prompt as the server is given it: tokens, or text with the picture's bytes beside it. */
interface Rendered {
  text: string;
  /** Null with a picture. */
  ids: readonly number[] | null;
  picture: string | null;
}

/**
 * llama.cpp's own way: its template written out, tokens, and the likeliest next tokens by their
 * numbers; where a wanted one is not among them, more, up to the whole vocabulary. Each prompt goes
 * to the slot that keeps its beginning.
 * @param temperature for the probe alone
 */
export function llamaCppDialect(http: ServerHttp, temperature = 1): Dialect {
  const { server } = http;
  const tokenizer = remembering((content, signal) => tokenize(content, false, signal));

  async function tokenize(content: string, whole: boolean, signal: AbortSignal) {
    const body = { content, add_special: whole, parse_special: whole };
    return (await http.post('/tokenize', body, tokensReply, { signal })).tokens;
  }

  async function written(messages: ChatMessage[], open: boolean, signal: AbortSignal) {
    const body = { messages, ...(open ? {} : { add_generation_prompt: false }) };
    return (await http.post('/apply-template', body, template, { signal })).prompt;
  }

  /** An opened answer to nothing: the assistant's turn as in any chat. */
  async function baseline(opened: string, signal: AbortSignal): Promise<string> {
    const user: ChatMessage = { role: 'user', content: '?' };
    const before = await written([user], false, signal);
    const whole = await written([user, { role: 'assistant', content: opened }], true, signal);
    if (!whole.startsWith(before)) throw new AppError('server-answers-anew', { server });
    return whole.slice(before.length);
  }

  /** @throws AppError `server-answers-anew` where the template closes the opened answer */
  async function rendered(prompt: TurnPrompt, { pictures, signal }: AskOptions): Promise<Rendered> {
    const { opened, picture, user } = prompt;
    const url = picture === null ? null : urlOf(picture, pictures);
    // The template writes a mark, whichever picture it is.
    const words =
      user === null
        ? await baseline(opened, signal)
        : await written(
            messagesOf(prompt, () => RED_SQUARE),
            true,
            signal
          );
    if (!words.endsWith(opened)) throw new AppError('server-answers-anew', { server });
    const ids = url === null ? await tokenize(words, true, signal) : null;
    return { text: words, ids, picture: url === null ? null : url.slice(url.indexOf(',') + 1) };
  }

  async function promptOf(
    { text: words, ids, picture }: Rendered,
    path: readonly number[],
    signal: AbortSignal
  ) {
    if (ids) return [...ids, ...path];
    const { content } =
      path.length === 0
        ? { content: '' }
        : await http.post('/detokenize', { tokens: path }, contentReply, { signal });
    return { prompt_string: words + content, multimodal_data: [picture] };
  }

  return {
    name: 'llama.cpp',
    async score(prompt, targets, options) {
      const begun = performance.now();
      const { signal, slot } = options;
      const ids = await targetIds(server, tokenizer(signal), prompt.opened, targets);
      const whole = await rendered(prompt, options);
      let [requests, prefillTokens, length] = [0, 0, 0];
      const next = async (path: readonly number[], wanted: readonly number[]) => {
        const asked = await promptOf(whole, path, signal);
        for (const level of LEVELS) {
          const n_probs = Math.min(level, MOST_TOKENS);
          const body = {
            prompt: asked,
            ...PLAIN,
            temperature,
            n_probs,
            ...(slot !== undefined && { id_slot: slot })
          };
          const asking = { signal, most: MOST_BYTES };
          const reply = await http.post('/completion', body, completionReply, asking);
          requests++;
          prefillTokens += reply.timings?.prompt_n ?? reply.tokens_evaluated;
          if (path.length === 0) length = reply.tokens_evaluated;
          // A picture's text is read anew: as other tokens, maybe, than within the option.
          else if (reply.tokens_evaluated !== length + path.length) {
            throw new AppError('server-boundary', { server, text: prompt.opened });
          }
          const all = reply.completion_probabilities?.[0]?.top_logprobs ?? [];
          if (all.length === 0) throw new AppError('server-ignores', { server, field: 'n_probs' });
          const byId = new Map(all.map((one) => [one.id, one]));
          const found = wanted.flatMap((id) => byId.get(id) ?? []);
          if (found.length === wanted.length) return found;
          if (all.length < n_probs) break;
        }
        throw new AppError('server-ignores', { server, field: 'n_probs' });
      };
      const logprobsOf = async (path: readonly number[], wanted: readonly number[]) =>
        (await next(path, wanted)).map(({ token, logprob }) => numberTold(server, token, logprob));
      if (targets.kind === 'continuations') {
        const score = await optionTexts(ids.targets, logprobsOf);
        return { ...score, prefillTokens, requests, ms: performance.now() - begun };
      }
      const letters = await next(
        [],
        ids.targets.map(([id]) => id as number)
      );
      letters.forEach(({ token }, k) => {
        const letter = targets.letters[k] ?? '';
        if (token !== letter) throw new AppError('server-wrong-token', { server, letter, token });
      });
      return {
        logprobs: letters.map(({ token, logprob }) => numberTold(server, token, logprob)),
        tokens: letters.map(() => 1),
        prefillTokens,
        requests,
        ms: performance.now() - begun
      };
    },
    async write(prompt, maxTokens, options) {
      const { signal, slot } = options;
      const asked = await promptOf(await rendered(prompt, options), [], signal);
      const greedy = { ...PLAIN, temperature: 0, n_predict: maxTokens };
      const body = { prompt: asked, ...greedy, ...(slot !== undefined && { id_slot: slot }) };
      const reply = await http.post('/completion', body, writtenReply, { signal });
      return { text: reply.content, cut: reply.stop_type === 'limit' };
    }
  };
}

/** Log-probabilities are those before any sampler, whichever are set. */
const PLAIN = {
  n_predict: 1,
  top_p: 1,
  min_p: 0,
  cache_prompt: true,
  stream: false
};
