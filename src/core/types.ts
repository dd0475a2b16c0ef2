/** The objects of the method, by the field's own names. Pure types: no DOM, no runtime. */

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

/** What the model is told about culture before the question. */
export type Cue =
  | { kind: 'neutral' }
  | { kind: 'country'; country: CountryCode; name: string }
  | { kind: 'picture'; picture: PictureId; category: PictureCategory | null };
export type CueKind = Cue['kind'];

/** SHA-256 (hex) of the picture file's bytes. */
export type PictureId = string;

export const PICTURE_CATEGORIES = [
  'food',
  'dress',
  'buildings',
  'brands',
  'tradition',
  'landmarks',
  'sport and music',
  'public figures and pop culture',
  'people'
] as const;
export type PictureCategory = (typeof PICTURE_CATEGORIES)[number];

/** How an answer is read: probability of option letters, or of the options' own words. */
export type Readout = 'letter' | 'text';
/** `text` readout: pointwise mutual information (default), plain sum, or mean per token. */
export type TextVariant = 'pmi' | 'raw' | 'per-token';
export type OrderScheme = 'single' | 'forward+reverse' | 'cyclic';
/** `order[k]` is the index of the option shown behind the k-th letter. */
export type Order = readonly number[];
/** Are "don't know" and "no answer" listed among the options (as in the paper) or left out? */
export type DontKnow = 'omit' | 'list';

export const METRICS = ['jsd-bits', 'js-distance-nats', 'js-distance-bits', 'wasserstein'] as const;
/** The four named readings of "similarity"; method.md, section Similarity. */
export type Metric = (typeof METRICS)[number];

/**
 * A prompt template: versioned and editable. Its rendered text, not its name, decides an answer's key.
 * Placeholders: `{country}`, `{category}` (in `cue`), `{question}`, `{options}` (in `ask`),
 * `<image>` marks the picture and stands exactly once in `cue.picture`.
 */
export interface PromptTemplate {
  id: string;
  version: number;
  /** System turn, or null for none. */
  system: string | null;
  /** Opening of the user turn per cue, ends in a newline; rules included. */
  cue: Record<CueKind, string>;
  /** User turn after the cue, `letter` readout: holds `{question}` and `{options}`. */
  askLetter: string;
  /** User turn after the cue, `text` readout: holds `{question}`. */
  askText: string;
  /** One option line; holds `{letter}` and `{option}`. */
  optionLine: string;
  /** The extra options of `DontKnow: 'list'`, shown last. */
  dontKnowOptions: readonly string[];
  /** Start of the answer for the `letter` readout; ends in "(". */
  letterLeadIn: string;
}

/** How a model's chat template opens and closes turns; taken from its tokenizer configuration. */
export interface ChatFormat {
  /** What stands before the first turn where that is not a system turn; missing: nothing. */
  begin?: string;
  system: { open: string; close: string };
  user: { open: string; close: string };
  assistant: { open: string };
}

/** What to read behind a prompt: the letters' next-token probabilities, or whole continuations. */
export type Targets =
  | { kind: 'letters'; letters: readonly string[] }
  | { kind: 'continuations'; continuations: readonly string[] };

/**
 * The engine's unit of work. The whole prompt is `prefix + suffix`; jobs that share `prefix` and
 * `picture` share one computed prefix. `<image>` in the prefix marks where the picture's tokens go.
 */
export interface PromptJob {
  prefix: string;
  suffix: string;
  picture: PictureId | null;
  targets: Targets;
}

/** A prompt that the model is to go on with by itself; prefix and picture as in `PromptJob`. */
export interface GenerateJob {
  prefix: string;
  suffix: string;
  picture: PictureId | null;
  /** Most tokens of the answer; at least 1. */
  maxTokens: number;
}

/** What the engine measured for one job. Natural logarithms, log-softmax over the whole vocabulary. */
export interface PromptScore {
  /** Per letter, or per continuation the sum over its tokens. */
  logprobs: number[];
  /** Tokens scored per target (1 for a letter). */
  tokens: number[];
  /** Tokens that the decoder actually computed for this job (its share of a pack). */
  prefillTokens: number;
  /** Wall time of this job, or its share of a pack, in milliseconds. */
  ms: number;
}

/**
 * What the engine measured for one question under one cue, before any choice of variant; every
 * `Answer` is computed from it, so switching a variant or metric never asks the model again.
 */
export type RawAnswer = { question: QuestionId; cue: Cue } & (
  | {
      readout: 'letter';
      /** Per order the letters' log-probabilities as shown; "don't know" letters, if listed, last. */
      orders: { order: Order; logprobs: readonly number[] }[];
    }
  | {
      readout: 'text';
      /** Per option: sum of token log-probabilities, token count, the same sum under the lead-in alone. */
      sums: readonly number[];
      tokens: readonly number[];
      baseline: readonly number[];
    }
);

/** The model's answer to one question under one cue, over the substantive options. */
export interface Answer {
  question: QuestionId;
  cue: Cue;
  readout: Readout;
  distribution: Distribution;
  /** `letter` readout: one entry per order, mapped back to option order. */
  orders: { order: Order; distribution: Distribution; letterMass: number }[];
  /** Mean over orders of the total probability of the letters; null for the `text` readout. */
  letterMass: number | null;
  /** Mean JS divergence (bits) between orders and whether the first choice flips; null for one order. */
  orderSensitivity: { divergence: number; flips: boolean } | null;
}

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

/** Which questions are asked under which cues, and how. Decides every prompt, byte by byte. */
export interface AskPlan {
  cues: readonly Cue[];
  questions: readonly Question[];
  template: PromptTemplate;
  readout: Readout;
  orders: OrderScheme;
  dontKnow: DontKnow;
}

/** What an export says about the data behind it: different content always has a different hash. */
export interface DataName {
  id: string;
  name: string;
  /** SHA-256 (hex). */
  hash: string;
}

/** Seeded source of uniform numbers in [0, 1). */
export type Random = () => number;

/** A mean with its percentile interval; `interval` is null where n < 2. */
export interface Estimate {
  mean: number;
  interval: readonly [number, number] | null;
  n: number;
}
