import type { Topic } from '../survey/topics.ts';
import type { CountryCode } from '../survey/types.ts';
import type { Estimate } from '../inference/types.ts';
import type { Metric } from '../measures/metrics.ts';
import type { TextVariant } from '../answers/types.ts';
import type { Tested } from '../inference/estimates.ts';
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

/** The picture's similarity minus the name's as a percentage, of either (docs/method.md). */
export interface Change {
  country: Estimate | null;
  picture: Estimate | null;
}

/** Means over questions, all cues over the same ones; null where the cue was not answered. */
interface Compared {
  name: Estimate | null;
  picture: Estimate | null;
  /** Picture minus name. */
  difference: Tested | null;
  change: Change | null;
}

export interface TopicResult extends Compared {
  topic: Topic;
  n: number;
}

/** One country under one condition, with one set of pictures. */
export interface CountryResult extends Compared {
  /** Index into the frame's conditions. */
  condition: number;
  set: PictureSet;
  country: CountryCode;
  /** Questions compared, and pictures averaged. */
  questions: number;
  pictures: number;
  neutral: Estimate | null;
  uniform: Estimate | null;
  otherCountries: Estimate | null;
  bestOther: { country: CountryCode; similarity: Estimate } | null;
  skill: Record<'name' | 'picture' | 'neutral', Estimate | null>;
  topics: TopicResult[];
}

/** Countries taken together, each with equal weight; `high` and `low` by income group. */
export const POOLS = ['all', 'high', 'low'] as const;
export type Pool = (typeof POOLS)[number];

export interface PoolResult extends Compared {
  condition: number;
  set: PictureSet;
  pool: Pool;
  /** Countries with both a name's and a picture's answers. */
  countries: CountryCode[];
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
