import type { Topic } from '../core/survey/topics.ts';
import type {
  Country,
  CountryCode,
  DataName,
  Figure,
  Question,
  QuestionId
} from '../core/survey/types.ts';

/**
 * Why a figure is not quite comparable: `three-steps`, the country was offered agree / neither /
 * disagree on a five-step question; `five-steps`, it was offered five codes of a ten-step scale.
 */
export const CAVEATS = ['three-steps', 'five-steps'] as const;
export type Caveat = (typeof CAVEATS)[number];

/** A survey as the app reads it: questions in the project's words, countries, and their shares. */
export interface SurveyDataset {
  /** Stable name for keys and exports, for example `wvs7-evs2017`. */
  id: string;
  name: string;
  /** SHA-256 (hex) of questions, countries and figures together: two different data sets differ here. */
  hash: string;
  /** Whose words the questions are in; the survey's own until others are chosen for it. */
  wording: DataName;
  /** World Bank fiscal year (July of the year before to June) of every `Country.income`. */
  incomeYear: number;
  /** In survey order (Q1, Q2, ...). */
  questions: readonly Question[];
  question(id: QuestionId): Question | undefined;
  /** Sorted by name. */
  countries: readonly Country[];
  country(code: CountryCode): Country | undefined;
  /** `p` runs parallel to the question's `codes`; undefined where the country was not asked. */
  figure(country: CountryCode, question: QuestionId): Figure | undefined;
  /** Every country's shares on one question; empty for a question without figures. */
  figuresOf(question: QuestionId): ReadonlyMap<CountryCode, Figure>;
  /** Known flaws of one figure, for the interface to name; mostly empty. */
  caveats(country: CountryCode, question: QuestionId): readonly Caveat[];
  /** The paper's own machine-made topics, the second selectable mapping; it leaves questions out. */
  topicsPaper: ReadonlyMap<QuestionId, Topic>;
}
