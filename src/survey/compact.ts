import type { Country, CountryCode, Question, QuestionId, Topic } from '../core/survey/types.ts';
import type { Caveat } from './types.ts';

/**
 * The two files under `data/`, written by `npm run survey:build` and read by `decode.ts`.
 * Shares are integers in ten-thousandths, because the sources publish at most four decimals.
 */
export interface CompactSurvey {
  format: 1;
  id: string;
  name: string;
  hash: string;
  incomeYear: number;
  countries: Country[];
  questions: Question[];
  topicsPaper: Record<QuestionId, Topic>;
  caveats: { caveat: Caveat; country: CountryCode; questions: QuestionId[] }[];
}

export interface CompactFigures {
  format: 1;
  /** Country codes, in the order that `CompactColumn.country` counts. */
  countries: string[];
  origins: { source: string; wave: string; weighted: boolean }[];
  questions: Record<QuestionId, CompactColumn>;
}

/** All figures of one question; every list has one entry per figure, `p` one per figure and option. */
export interface CompactColumn {
  /** Place in `countries`, as the step from the figure before (the first from -1). */
  country: number[];
  origin: number[];
  /** Ten-thousandths of all respondents; -1 where the source does not tell. */
  dontKnow: number[];
  noAnswer: number[];
  /** Number of respondents; -1 where the source does not tell. */
  n: number[];
  p: number[];
}
