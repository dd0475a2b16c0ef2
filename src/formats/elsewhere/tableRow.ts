import * as v from 'valibot';
import { LEAST_LOGPROB } from '../studyZip/cellNumbers.ts';
import { count, hash, list, text } from '../../core/schema.ts';

const logprob = v.pipe(
  v.number(),
  v.finite(),
  v.check((value) => value <= 0 && value >= LEAST_LOGPROB, 'a logarithm of at most 0')
);
const place = v.pipe(count, v.maxValue(100_000, 'a whole number of at most 100000'));
const tokens = v.pipe(place, v.minValue(1, 'a whole number from 1'));
/** Long enough for any name; a longer one is no name. */
const name = v.pipe(text, v.maxLength(1000, 'a name of at most 1000 characters'));
/** Options are named by letters or codes, or counted. */
const optionName = v.union([name, place]);

/** Columns that say where the answers come from; one value in a table, but for notes. */
export const ABOUT = ['model', 'server', 'version', 'revision', 'quantisation', 'note'] as const;
export type AboutColumn = (typeof ABOUT)[number];

const entries = {
  prompt: v.optional(hash),
  study: v.optional(name),
  template: v.optional(name),
  cue: v.optional(name),
  question: v.optional(name),
  order: v.optional(place),
  option: v.optional(optionName),
  logprob: v.optional(logprob),
  tokens: v.optional(v.union([tokens, list(tokens, 1000)])),
  logprobs: v.optional(list(logprob, 1000)),
  /** A free answer, word for word, and whether it was cut off at the most tokens. */
  text: v.optional(v.pipe(text, v.maxLength(20_000, 'an answer of at most 20000 characters'))),
  cut: v.optional(v.boolean())
};

/** One row of a table, or one line of JSON, of log-probabilities made elsewhere (docs/servers.md). */
export const rowSchema = v.object({
  ...entries,
  model: v.optional(name),
  server: v.optional(name),
  version: v.optional(name),
  revision: v.optional(name),
  quantisation: v.optional(name),
  note: v.optional(name)
});
export type TableRow = v.InferOutput<typeof rowSchema>;

/** What `npm run prompts` writes beside them, and what may stay in a line that comes back. */
const PASSED_OVER = [
  'readout',
  'turns',
  'letters',
  'continuations',
  'options',
  'names',
  'maxTokens'
];

export const COLUMNS: readonly string[] = [...Object.keys(entries), ...ABOUT];

export function isColumn(column: string): boolean {
  return COLUMNS.includes(column) || PASSED_OVER.includes(column);
}

/** Columns whose cells are numbers. */
export const NUMBERS: readonly string[] = ['order', 'logprob', 'tokens'];
