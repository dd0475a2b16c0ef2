import * as v from 'valibot';
import { integer, list, recordOf, text, words } from '../core/schema.ts';
import { TOPICS } from '../core/survey/topics.ts';
import { countrySchema, questionSchema } from '../core/survey/types.ts';
import { CAVEATS } from './types.ts';

/**
 * The two files under `data/`, written by `npm run survey:build` and read by `decode.ts`.
 * Shares are integers in ten-thousandths, because the sources publish at most four decimals.
 */
export const compactSurveySchema = v.object({
  format: v.literal(1),
  id: text,
  name: text,
  hash: text,
  incomeYear: integer,
  countries: list(countrySchema),
  questions: list(
    v.pipe(
      questionSchema,
      v.check(({ leadIn }) => leadIn !== '', 'a lead-in'),
      v.check(({ scale, higher }) => (scale === 'ordinal') === (higher !== null), 'what is higher')
    )
  ),
  topicsPaper: recordOf(v.picklist(TOPICS)),
  caveats: list(v.object({ caveat: v.picklist(CAVEATS), country: words, questions: list(words) }))
});
export type CompactSurvey = v.InferOutput<typeof compactSurveySchema>;

export const compactFiguresSchema = v.object({
  format: v.literal(1),
  /** Country codes, in the order that `CompactColumn.country` counts. */
  countries: list(words),
  origins: list(v.object({ source: words, wave: words, weighted: v.boolean() })),
  /** `CompactColumn`s, each checked when its turn comes. */
  questions: recordOf(v.unknown())
});
export type CompactFigures = v.InferOutput<typeof compactFiguresSchema>;

/** In one go: at a page's start there are 150 000 of them. */
const integers = v.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every(Number.isInteger),
  'whole numbers'
);

/** All figures of one question; every list has one entry per figure, `p` one per figure and option. */
export const compactColumnSchema = v.object({
  /** Place in `countries`, as the step from the figure before (the first from -1). */
  country: integers,
  origin: integers,
  /** Ten-thousandths of all respondents; -1 where the source does not tell. */
  dontKnow: integers,
  noAnswer: integers,
  /** Number of respondents; -1 where the source does not tell. */
  n: integers,
  p: integers
});
export type CompactColumn = v.InferOutput<typeof compactColumnSchema>;
