import { bootstrapMean, type BootstrapOptions } from '../inference/bootstrap.ts';
import { halfOrMore } from '../inference/evidence.ts';
import type { TextVariant } from '../answers/types.ts';
import type { Estimate } from '../inference/types.ts';
import type { StudyStats } from '../study/studyStats.ts';
import type { CountryCode } from '../survey/types.ts';
import type { Metric } from './metrics.ts';

export interface NearestChoices extends BootstrapOptions {
  condition: number;
  /** Index into the frame's cues. */
  cue: number;
  metric: Metric;
  variant: TextVariant;
}

export interface NearCountry {
  country: CountryCode;
  /** Mean similarity over the questions that the country has figures for; n counts them. */
  similarity: Estimate;
}

/**
 * All countries with at least one figure by how much their people answer as the model does under one
 * cue: most similar first (then by code). Questions on which the metric has no meaning are left out.
 */
export function nearestCountries(stats: StudyStats, choices: NearestChoices): NearCountry[] {
  const { columns, survey } = stats;
  const similarity = stats.similarity(choices.metric, choices.variant);
  const values = survey.countries.map((): number[] => []);
  for (let row = 0; row < columns.length; row++) {
    if (columns.condition[row] !== choices.condition || columns.cue[row] !== choices.cue) continue;
    values.forEach((list, country) => {
      const value = similarity(row, country);
      if (!Number.isNaN(value)) list.push(value);
    });
  }
  return survey.countries
    .map((country, index) => ({ country, list: values[index] ?? [] }))
    .filter(({ list }) => list.length > 0)
    .map(({ country, list }) => ({ country, similarity: bootstrapMean(list, choices) }))
    .sort((a, b) => b.similarity.mean - a.similarity.mean || (a.country < b.country ? -1 : 1));
}

export interface Ranking {
  /** Most similar first; only countries with figures for at least half as many questions as the best served. */
  ranked: readonly NearCountry[];
  /** Countries with fewer figures: a mean over few questions is near by luck. */
  few: readonly NearCountry[];
  /** How many of the ranked reach into the interval of the first, itself not counted. */
  overlapping: number;
}

/** What may be said of `nearestCountries`: which have a rank, and how sure the first is. */
export function rankingOf(nearest: readonly NearCountry[]): Ranking {
  const most = Math.max(0, ...nearest.map(({ similarity }) => similarity.n));
  const enough = ({ similarity }: NearCountry) => halfOrMore(similarity.n, most);
  const ranked = nearest.filter(enough);
  const floor = ranked[0]?.similarity.interval?.[0] ?? Infinity;
  const reaches = ({ similarity }: NearCountry) => (similarity.interval?.[1] ?? -1) >= floor;
  return {
    ranked,
    few: nearest.filter((each) => !enough(each)),
    overlapping: ranked.slice(1).filter(reaches).length
  };
}
