import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list, number, text } from '../../core/schema.ts';
import type { ServerHttp } from '../http.ts';
import { RED_SQUARE } from '../squares.ts';
import type { AskOptions, Dialect, TurnPrompt } from '../types.ts';
import { LlamaCppAsking, PLAIN, type LlamaCppPrompt } from './llamaCppAsking.ts';
import { messagesOf, urlOf, type ChatMessage } from './messages.ts';
import { optionTexts } from './optionTexts.ts';
import { numberTold } from './replies.ts';
import { remembering, targetIds } from './targetIds.ts';

const template = v.object({ prompt: text });
const tokensReply = v.object({ tokens: list(number) });
const contentReply = v.object({ content: text });
const writtenReply = v.object({ content: text, stop_type: v.nullish(text) });
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
  ): Promise<LlamaCppPrompt> {
    if (ids) return [...ids, ...path];
    const { content } =
      path.length === 0
        ? { content: '' }
        : await http.post('/detokenize', { tokens: path }, contentReply, { signal });
    return { prompt_string: words + content, multimodal_data: [picture ?? ''] };
  }

  return {
    name: 'llama.cpp',
    async score(prompt, targets, options) {
      const begun = performance.now();
      const { signal } = options;
      const tokens = tokenizer(signal);
      const ids = await targetIds(server, tokens, prompt.opened, targets);
      const whole = await rendered(prompt, options);
      const asking = new LlamaCppAsking(http, temperature, options);
      const next = async (path: readonly number[], wanted: readonly number[]) => {
        const letter = async () => (await tokens('A')).at(-1);
        return asking.next(await promptOf(whole, path, signal), path.length, wanted, letter);
      };
      const logprobsOf = async (path: readonly number[], wanted: readonly number[]) =>
        (await next(path, wanted)).map(({ token, logprob }) => numberTold(server, token, logprob));
      const letters = async () => {
        const told = await next(
          [],
          ids.targets.map(([id]) => id as number)
        );
        const logprobs = told.map(({ token, logprob }, k) => {
          const letter = targets.kind === 'letters' ? targets.letters[k] : token;
          if (token === letter) return numberTold(server, token, logprob);
          throw new AppError('server-wrong-token', { server, letter: letter ?? '', token });
        });
        return { logprobs, tokens: told.map(() => 1) };
      };
      const score = await (targets.kind === 'letters'
        ? letters()
        : optionTexts(ids.targets, logprobsOf, 'in turn'));
      const { requests, prefillTokens } = asking;
      return { ...score, prefillTokens, requests, ms: performance.now() - begun };
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
