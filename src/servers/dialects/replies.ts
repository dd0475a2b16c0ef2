import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list, logarithm, number, text } from '../../core/schema.ts';

// What of servers' replies is read; all else may be as it likes.

const told = v.object({ token: text, logprob: logarithm });
const usage = v.nullish(
  v.object({
    prompt_tokens: number,
    prompt_tokens_details: v.nullish(v.object({ cached_tokens: v.nullish(number) }))
  })
);

export const chatReply = v.object({
  choices: v.pipe(
    list(
      v.object({
        message: v.object({ content: v.nullish(text) }),
        finish_reason: v.nullish(text),
        logprobs: v.nullish(
          v.object({
            content: v.nullish(
              list(v.object({ ...told.entries, top_logprobs: v.nullish(list(told)) }))
            )
          })
        )
      })
    ),
    v.minLength(1)
  ),
  usage,
  prompt_token_ids: v.nullish(list(number))
});
export type ChatReply = v.InferOutput<typeof chatReply>;

/** What a chat wrote, and whether it was cut off at the most tokens that it was allowed. */
export function writtenIn({ choices: [choice] }: ChatReply): { text: string; cut: boolean } {
  return { text: choice?.message.content ?? '', cut: choice?.finish_reason === 'length' };
}

/** Tokens that a server computed for a prompt: what it had kept is not counted, where it says so. */
export function computedTokens({ usage: used }: Pick<ChatReply, 'usage'>): number {
  if (!used) return 0;
  return used.prompt_tokens - (used.prompt_tokens_details?.cached_tokens ?? 0);
}

/** What servers say in place of minus infinity, or below: JSON has no word for it. */
const NO_NUMBER = -9999;

/**
 * A log-probability that is one.
 * @throws AppError `server-too-unlikely`
 */
export function numberTold(server: string, token: string, logprob: number): number {
  if (logprob <= NO_NUMBER) throw new AppError('server-too-unlikely', { server, token });
  return logprob;
}
