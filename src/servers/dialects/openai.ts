import { AppError } from '../../core/errors.ts';
import type { ServerHttp } from '../http.ts';
import type { Dialect, TurnPrompt } from '../types.ts';
import { messagesOf } from './messages.ts';
import { chatReply, computedTokens, numberTold, writtenIn, type ChatReply } from './replies.ts';

/** How vLLM and SGLang are told to. */
export const GO_ON = { add_generation_prompt: false, continue_final_message: true };

/** As many of the likeliest tokens as OpenAI's chat tells. */
const MOST_TOP = 20;

/**
 * OpenAI's chat, as Ollama, LM Studio and hosted servers have it: the twenty likeliest tokens by
 * their text. A letter counts only where a token is that letter and nothing else (" A" is another
 * token than "A"); where one of the letters is not among the twenty, the whole answer is refused,
 * with what its probability can be at most.
 * @param told does the server go on with an opened answer only when it is told to?
 * @param temperature for the probe alone
 */
export function openaiDialect(
  http: ServerHttp,
  model: string,
  { told = false, temperature = 1 }: { told?: boolean; temperature?: number } = {}
): Dialect {
  const { server } = http;
  const bodyOf = ({ opened }: TurnPrompt) => ({
    model,
    top_p: 1,
    stream: false,
    ...(told && opened !== '' && GO_ON)
  });
  return {
    name: 'openai',
    async score(prompt, targets, { pictures, signal }) {
      const begun = performance.now();
      if (targets.kind === 'continuations') {
        throw new AppError('server-texts', { server, text: targets.continuations[0] ?? '' });
      }
      const messages = messagesOf(prompt, pictures);
      const wanted = { temperature, max_tokens: 1, logprobs: true, top_logprobs: MOST_TOP };
      const body = { ...bodyOf(prompt), messages, ...wanted };
      const reply = await http.post('/v1/chat/completions', body, chatReply, { signal });
      return {
        logprobs: lettersIn(server, reply, targets.letters),
        tokens: targets.letters.map(() => 1),
        prefillTokens: computedTokens(reply),
        requests: 1,
        ms: performance.now() - begun
      };
    },
    async write(prompt, maxTokens, { pictures, signal }) {
      const messages = messagesOf(prompt, pictures);
      const body = { ...bodyOf(prompt), messages, temperature: 0, max_tokens: maxTokens };
      return writtenIn(await http.post('/v1/chat/completions', body, chatReply, { signal }));
    }
  };
}

/**
 * @throws AppError `server-ignores` where nothing is told, `server-wrong-token` where a letter is
 *   told only with a space before it, `server-missing-letter`
 */
function lettersIn(server: string, reply: ChatReply, letters: readonly string[]): number[] {
  const told = reply.choices[0]?.logprobs?.content?.[0]?.top_logprobs ?? [];
  if (told.length === 0) throw new AppError('server-ignores', { server, field: 'top_logprobs' });
  const byText = new Map(told.map(({ token, logprob }) => [token, logprob]));
  return letters.map((letter) => {
    const logprob = byText.get(letter);
    if (logprob !== undefined) return numberTold(server, letter, logprob);
    const spaced = told.find(({ token }) => token.trim() === letter)?.token;
    if (spaced !== undefined) {
      throw new AppError('server-wrong-token', { server, letter, token: spaced });
    }
    const least = Math.min(...told.map((each) => each.logprob));
    const seen = told.reduce((sum, each) => sum + Math.exp(each.logprob), 0);
    throw new AppError('server-missing-letter', {
      server,
      letter,
      most: told.length,
      bound: inWords(Math.min(Math.exp(least), 1 - seen)),
      missing: inWords(1 - seen)
    });
  });
}

/** Of a probability as figures go into sentences: two that count; rounding may bring it below 0. */
const inWords = (probability: number) => Number(Math.max(0, probability).toPrecision(2));
