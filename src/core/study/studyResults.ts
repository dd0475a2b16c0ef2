import type { Topic } from '../survey/topics.ts';
import type { CountryCode } from '../survey/types.ts';
import type { Estimate, Tested } from '../inference/types.ts';
import type { ComparedCues } from '../measures/compareCues.ts';
import type { Metric } from '../measures/metrics.ts';
import type { TextVariant } from '../answers/types.ts';
import type { PictureSet } from './studyFrame.ts';

/** Every number behind the tables about similarity, as plain data; the tables only arrange them. */
export interface StudyResults {
  metric: Metric;
  variant: TextVariant;
  resamples: number;
  seed: number;
  countries: CountryResult[];
  pools: PoolResult[];
}

export interface TopicResult extends ComparedCues {
  topic: Topic;
  n: number;
}

/** One country under one condition, with one set of pictures. */
export interface CountryResult extends ComparedCues {
  /** Index into the frame's conditions. */
  condition: number;
  set: PictureSet;
  country: CountryCode;
  /** Questions compared, and pictures averaged. */
  questions: number;
  pictures: number;
  /** Over questions of its own: too few to hold it to the other countries, which share theirs. */
  apart: boolean;
  neutral: Estimate | null;
  uniform: Estimate | null;
  otherCountries: Estimate | null;
  bestOther: { country: CountryCode; similarity: Estimate } | null;
  /** Of the mean similarity; the test is whether it is above 0, that of an even spread. */
  skill: Record<'name' | 'picture' | 'neutral', Tested | null>;
  topics: TopicResult[];
}

/** Countries taken together, each with equal weight; `high` and `low` by income group. */
export const POOLS = ['all', 'high', 'low'] as const;
export type Pool = (typeof POOLS)[number];

export interface PoolResult extends ComparedCues {
  condition: number;
  set: PictureSet;
  pool: Pool;
  /** Countries with both a name's and a picture's answers, over the questions that all of them have. */
  countries: CountryCode[];
  /** Whether questions and countries were enough to resample them. */
  resampled: boolean;
  questions: number;
  pictures: number;
  topics: TopicResult[];
}

/** World Bank groups as the paper joins them: high with upper middle, lower middle with low. */
export function incomePool(income: string | null): 'high' | 'low' | null {
  const group = income?.toLowerCase() ?? '';
  if (group.startsWith('high') || group.startsWith('upper middle')) return 'high';
  if (group.startsWith('low')) return 'low';
  return null;
}
