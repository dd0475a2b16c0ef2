/** The survey and its questions, by the field’s own names. */

/** ISO 3166-1 alpha-3 code. */
export type CountryCode = string;

/** WVS-7 question number, for example `Q164`. */
export type QuestionId = string;

export const TOPICS = [
  'Social values and attitudes',
  'Religion and spirituality',
  'Science and technology',
  'Politics and policy',
  'Demographics',
  'International affairs',
  'Gender and LGBTQ',
  'News habits and media',
  'Immigration and migration',
  'Family and relationships',
  'Race and ethnicity',
  'Economy and work',
  'Regions and countries',
  'Methodological research',
  'Security'
] as const;

/** One of the paper's 15 topics. */
export type Topic = (typeof TOPICS)[number];

/** Are the options steps of one scale (`ordinal`), or a choice without order (`nominal`)? */
export type Scale = 'ordinal' | 'nominal';

/** A survey question in the project's own words. All lists run parallel to `codes`, ascending. */
export interface Question {
  id: QuestionId;
  topic: Topic;
  /** Label for charts, at most 7 words. */
  short: string;
  text: string;
  codes: readonly number[];
  options: readonly string[];
  /** Start of the answer sentence for the `text` readout; no trailing space. */
  leadIn: string;
  /** One per option: leading space, continues `leadIn` grammatically; none is a prefix of another. */
  continuations: readonly string[];
  scale: Scale;
  /** What a higher code means; null for nominal questions. */
  higher: { means: 'more' | 'less'; of: string } | null;
}

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

export interface Country {
  code: CountryCode;
  /** ISO 3166-1 numeric, three digits as text (joins the world map). */
  numeric: string;
  name: string;
  region: string;
  income: string | null;
  zone: string | null;
  fieldworkYears: readonly number[];
}

/** What an export says about the data behind it: different content always has a different hash. */
export interface DataName {
  id: string;
  name: string;
  /** SHA-256 (hex). */
  hash: string;
}
