/** The survey and its questions, by the field’s own names. */
import * as v from 'valibot';
import { hash, integer, key, label, list, listOnce, text, words } from '../schema.ts';
import { TOPICS } from './topics.ts';

/** ISO 3166-1 alpha-3 code. */
export type CountryCode = string;

/** WVS-7 question number, for example `Q164`. */
export type QuestionId = string;

/** Does every option have its continuation, or none where there is no lead-in? */
export function continuesEach(question: {
  options: readonly string[];
  leadIn: string;
  continuations: readonly string[];
}): boolean {
  const { options, leadIn, continuations } = question;
  return continuations.length === (leadIn === '' ? 0 : options.length);
}

/** Ten times as many as the longest list of a survey's question book. */
const MOST_OPTIONS = 1000;

/** A survey question in the project's own words. All lists run parallel to `codes`, ascending. */
export const questionSchema = v.pipe(
  v.object({
    id: v.pipe(key, words),
    topic: v.picklist(TOPICS),
    /** Label for charts, at most 7 words. */
    short: words,
    text: words,
    codes: v.pipe(
      listOnce(integer, String, MOST_OPTIONS),
      v.check((codes) => codes.length >= 2, 'two codes or more')
    ),
    options: list(words, MOST_OPTIONS),
    /** Start of the answer sentence for the `text` readout; no trailing space. Empty: letters only. */
    leadIn: text,
    /** One per option: leading space, continues `leadIn` grammatically; none is a prefix of another. */
    continuations: list(words, MOST_OPTIONS),
    scale: v.picklist(['ordinal', 'nominal']),
    /** What a higher code means; null for nominal questions. */
    higher: v.nullable(v.object({ means: v.picklist(['more', 'less']), of: text })),
    /**
     * It asks what one did, has, perceives or knows, and not what one values: outside default sets and
     * pooled means. Absent: a value.
     */
    use: v.optional(v.literal('behaviour'))
  }),
  v.check(({ codes, options }) => options.length === codes.length, 'an option for each code'),
  v.check((question) => continuesEach(question), 'a continuation for each option behind a lead-in')
);
export type Question = v.InferOutput<typeof questionSchema>;
/** Are the options steps of one scale (`ordinal`), or a choice without order (`nominal`)? */
export type Scale = Question['scale'];

/** Shares over a question's substantive options; not negative, sums to 1. */
export type Distribution = readonly number[];

/** One survey distribution with its provenance. */
export interface Figure {
  p: Distribution;
  source: string;
  wave: string;
  weighted: boolean;
  /** Shares of all respondents; null where the source does not tell. */
  dontKnow: number | null;
  noAnswer: number | null;
  n: number | null;
}

export const countrySchema = v.object({
  code: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'ISO 3166-1 alpha-3')),
  /** ISO 3166-1 numeric, three digits as text (joins the world map). */
  numeric: v.pipe(v.string(), v.regex(/^\d{3}$/, 'ISO 3166-1 numeric')),
  name: v.pipe(label, words),
  region: v.pipe(key, words),
  income: v.nullable(v.pipe(key, words)),
  zone: v.nullable(v.pipe(key, words)),
  fieldworkYears: list(v.pipe(integer, v.minValue(1000), v.maxValue(9999)), 1000)
});
export type Country = v.InferOutput<typeof countrySchema>;

/** What an export says about the data behind it: different content always has a different hash. */
export const dataNameSchema = v.object({ id: label, name: label, hash });
export type DataName = v.InferOutput<typeof dataNameSchema>;
