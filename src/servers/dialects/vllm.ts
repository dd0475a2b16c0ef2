import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list, number, text } from '../../core/schema.ts';
import type { ServerHttp } from '../http.ts';
import type { Dialect } from '../types.ts';
import { messagesOf } from './messages.ts';
import { optionTexts } from './optionTexts.ts';
import { chatReply, writtenIn } from './replies.ts';
import { remembering, targetIds } from './targetIds.ts';
import { goingOn, VllmAsking } from './vllmAsking.ts';

const tokensReply = v.object({ tokens: list(number) });
const promptReply = v.object({ prompt: text });

/**
 * vLLM's own way: the log-probabilities of named tokens (`logprob_token_ids`), up to 128 a request,
 * behind a chat whose last answer is gone on with. A server that drops a field it does not know is
 * noticed, since every named token must be in its reply, and the prompt's tokens must end with those
 * of the opened answer.
 * @param temperature for the probe alone
 */
export function vllmDialect(http: ServerHttp, model: string, temperature = 1): Dialect {
  const { server } = http;
  const tokenizer = remembering(async (prompt, signal) => {
    const body = { model, prompt, add_special_tokens: false };
    return (await http.post('/tokenize', body, tokensReply, { signal })).tokens;
  });

  /** A chat's tokens by the server's own template. */
  async function chatIds(user: string, open: boolean, signal: AbortSignal) {
    const messages = [{ role: 'user', content: user }];
    const body = { model, messages, add_generation_prompt: open };
    return (await http.post('/tokenize', body, tokensReply, { signal })).tokens;
  }

  let opening: readonly number[] | null = null;
  /** What stands before an answer to nothing: what opens a text, and the assistant's turn. */
  async function openingIds(signal: AbortSignal): Promise<readonly number[]> {
    if (opening) return opening;
    const [closed, open] = [await chatIds('?', false, signal), await chatIds('?', true, signal)];
    const none = { model, prompt: '', add_special_tokens: true };
    const { tokens: begin } = await http.post('/tokenize', none, tokensReply, { signal });
    if (!closed.every((id, k) => open[k] === id)) {
      throw new AppError('server-answers-anew', { server });
    }
    return (opening = [...begin, ...open.slice(closed.length)]);
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
      const asked = new VllmAsking({ http, model, temperature }, options);
      const baseline = prompt.user === null;
      let whole: readonly number[] = baseline ? [...(await openingIds(signal)), ...ids.opened] : [];
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
          : await optionTexts(ids.targets, next);
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
