import * as v from 'valibot';
import { servedSchema } from '../core/answers/served.ts';
import { AppError } from '../core/errors.ts';
import { hash, list, logarithm, number, parsed, text } from '../core/schema.ts';

/** First line of a journal: whose answers it holds. */
export const journalHeadSchema = v.object({
  journal: v.literal('valueshift-answers'),
  version: v.literal(1),
  model: text,
  manifestHash: hash,
  dtype: text,
  device: text,
  served: servedSchema
});
export type JournalHead = v.InferOutput<typeof journalHeadSchema>;

const common = {
  /** `answerKey` of the prompt; of a free answer `writtenKey`. */
  key: hash,
  /** SHA-256 of the prompt's text and picture (`promptHash`), whoever answered. */
  prompt: hash
};

/** Log-probabilities as the server gave them, before any choice of reading. */
const scoreLine = v.object({
  ...common,
  logprobs: list(logarithm),
  tokens: list(number),
  /** Milliseconds from request to reply. */
  ms: number
});

/** A free answer, word for word. */
const writtenLine = v.object({ ...common, text, cut: v.boolean() });

export const journalEntrySchema = v.union([scoreLine, writtenLine]);
export type JournalEntry = v.InferOutput<typeof journalEntrySchema>;

/** @throws AppError `journal-broken` with the line's number */
export function journalLine<T>(schema: v.GenericSchema<unknown, T>, line: string, at: number): T {
  return parsed(schema, line, () => new AppError('journal-broken', { line: at }));
}
