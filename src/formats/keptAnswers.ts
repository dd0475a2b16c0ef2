import * as v from 'valibot';
import { AppError } from '../core/errors.ts';
import type { PromptScore } from '../core/answers/types.ts';
import { fitted, hash, list, logarithm, number, parsed } from '../core/schema.ts';

/** An answer of the Lab as it is kept: the key is a hash of the whole prompt and of the model. */
export interface KeptAnswer {
  key: string;
  score: PromptScore;
}

const HEAD = { format: 'valueshift-answers', version: 1 } as const;

/** Options of a question, and tokens of an option, are far fewer. */
const MOST = 1000;
/** Characters of a file that is read at once. */
const LARGEST = 256e6;

const headSchema = v.object({ format: v.literal(HEAD.format), version: v.literal(HEAD.version) });
const lineSchema = v.object({
  key: hash,
  /** Null: no probability at all. */
  logprobs: list(v.nullable(v.pipe(logarithm, v.maxValue(1e-6))), MOST),
  tokens: list(v.pipe(v.number(), v.integer(), v.minValue(0)), MOST),
  prefillTokens: v.pipe(number, v.minValue(0)),
  ms: v.pipe(number, v.minValue(0))
});

/** The file's first line. */
export const keptAnswersHead = `${JSON.stringify(HEAD)}\n`;

/** One answer a line. */
export function keptAnswerLine({ key, score }: KeptAnswer): string {
  const { logprobs, tokens, prefillTokens, ms } = score;
  return `${JSON.stringify({ key, logprobs, tokens, prefillTokens, ms })}\n`;
}

/**
 * Reads what these wrote, all or nothing. Rejects with `kept-answers-large`, `kept-answers-none` (not
 * such a file) or `kept-answers-broken`, which names line and place.
 */
export async function readKeptAnswers(file: Blob): Promise<KeptAnswer[]> {
  if (file.size > LARGEST) throw new AppError('kept-answers-large', { mb: LARGEST / 1e6 });
  const [head = '', ...lines] = (await file.text()).split('\n');
  parsed(headSchema, head, () => new AppError('kept-answers-none'));
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const broken = (where: string) => new AppError('kept-answers-broken', { line: at + 2, where });
    const { key, logprobs, tokens, ...rest } = parsed(lineSchema, line, broken);
    fitted(v.literal(logprobs.length), tokens.length, broken, 'tokens');
    const score = { ...rest, logprobs: logprobs.map((p) => p ?? -Infinity), tokens: [...tokens] };
    return [{ key, score }];
  });
}
