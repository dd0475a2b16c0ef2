import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list, number, text } from '../../core/schema.ts';
import type { ServerHttp } from '../http.ts';
import type { Dialect } from '../types.ts';
import { messagesOf, type ChatMessage } from './messages.ts';
import { optionTexts } from './optionTexts.ts';
import { chatReply, writtenIn } from './replies.ts';
import { SentPictures } from './sentPictures.ts';
import { remembering, targetIds } from './targetIds.ts';
import { endsWith, goingOn, VllmAsking } from './vllmAsking.ts';

const tokensReply = v.object({ tokens: list(number) });
const promptReply = v.object({ prompt: text });

/**
 * vLLM's own way: the log-probabilities of named tokens (`logprob_token_ids`), up to 128 a request,
 * behind a chat whose last answer is gone on with. A server that drops a field it does not know is
 * noticed, since every named token must be in its reply, and the prompt's tokens must end with those
 * of the opened answer. That stands as the server's template writes an assistant's turn: some put a
 * space before its text that they do not put where it is the model's turn.
 * @param temperature for the probe alone
 */
export function vllmDialect(http: ServerHttp, model: string, temperature = 1): Dialect {
  const { server } = http;
  const sent = new SentPictures();
  const tokenizer = remembering(async (prompt, signal) => {
    const body = { model, prompt, add_special_tokens: false };
    return (await http.post('/tokenize', body, tokensReply, { signal })).tokens;
  });

  async function chatIds(messages: ChatMessage[], signal: AbortSignal) {
    const goOn = messages.length > 1;
    const how = { add_generation_prompt: false, continue_final_message: goOn };
    return (await http.post('/tokenize', { model, messages, ...how }, tokensReply, { signal }))
      .tokens;
  }

  /** An opened answer to nothing: what opens a text, and the assistant's turn as in any chat. */
  async function baselineIds(opened: string, own: readonly number[], signal: AbortSignal) {
    const user: ChatMessage = { role: 'user', content: '?' };
    const before = await chatIds([user], signal);
    const whole = await chatIds([user, { role: 'assistant', content: opened }], signal);
    if (!before.every((id, k) => whole[k] === id) || !endsWith(whole, own)) {
      throw new AppError('server-answers-anew', { server });
    }
    const none = { model, prompt: '', add_special_tokens: true };
    const { tokens: begin } = await http.post('/tokenize', none, tokensReply, { signal });
    return [...begin, ...whole.slice(before.length)];
  }

  /** The words of some tokens behind an opened answer. */
  async function wordsOf(
    opened: string,
    openedIds: readonly number[],
    path: readonly number[],
    signal: AbortSignal
  ) {
    const tokens = [...openedIds, ...path];
    const { prompt } = await http.post('/detokenize', { model, tokens }, promptReply, { signal });
    if (!prompt.startsWith(opened)) {
      throw new AppError('server-boundary', { server, text: prompt });
    }
    return prompt;
  }

  return {
    name: 'vllm',
    async score(prompt, targets, options) {
      const begun = performance.now();
      const { signal } = options;
      const tokenize = tokenizer(signal);
      const ids = await targetIds(server, tokenize, prompt.opened, targets);
      const asked = new VllmAsking({ http, model, temperature, sent }, options);
      const baseline = prompt.user === null;
      let whole: readonly number[] = baseline
        ? await baselineIds(prompt.opened, ids.opened, signal)
        : [];
      const next = async (path: readonly number[], wanted: readonly number[]) => {
        if (!baseline && path.length === 0) {
          const first = await asked.chat(prompt, wanted, ids.opened);
          whole = first.ids;
          return first.logprobs;
        }
        if (prompt.picture === null) return asked.complete([...whole, ...path], wanted);
        const opened = await wordsOf(prompt.opened, ids.opened, path, signal);
        const then = await asked.chat({ ...prompt, opened }, wanted, path);
        // The words alone may be read as other tokens than within the option.
        if (then.ids.length !== whole.length + path.length) {
          throw new AppError('server-boundary', { server, text: opened });
        }
        return then.logprobs;
      };
      const score =
        targets.kind === 'letters'
          ? {
              logprobs: [
                ...(await next(
                  [],
                  ids.targets.map(([id]) => id as number)
                ))
              ],
              tokens: ids.targets.map(() => 1)
            }
          : await optionTexts(ids.targets, next, 'at once');
      const { requests, prefillTokens } = asked;
      return { ...score, prefillTokens, requests, ms: performance.now() - begun };
    },
    async write(prompt, maxTokens, { pictures, signal }) {
      const messages = messagesOf(prompt, pictures);
      const greedy = { temperature: 0, max_tokens: maxTokens, stream: false };
      const body = { model, messages, ...greedy, ...goingOn(prompt) };
      return writtenIn(await http.post('/v1/chat/completions', body, chatReply, { signal }));
    }
  };
}
