import { bootstrapMean, type BootstrapOptions } from '../inference/bootstrap.ts';
import { halfOrMore } from '../inference/evidence.ts';
import { metricApplies, similarity } from './similarity.ts';
import type { CountryCode, Distribution, Figure, Question } from '../survey/types.ts';
import type { Estimate } from '../inference/types.ts';
import type { Metric } from './metrics.ts';

/** One question's answer under the cue in question. */
export interface AskedAnswer {
  question: Pick<Question, 'id' | 'scale'>;
  distribution: Distribution;
}

export interface NearCountry {
  country: CountryCode;
  /** Mean similarity over the questions that the country has figures for; n counts them. */
  similarity: Estimate;
}

/**
 * All countries with at least one figure, most similar first (then by code). Questions on which the
 * metric has no meaning are left out.
 * @param figuresOf survey figures of a question by country
 */
export function nearestCountries(
  answers: readonly AskedAnswer[],
  figuresOf: (question: string) => ReadonlyMap<CountryCode, Pick<Figure, 'p'>>,
  metric: Metric,
  options: BootstrapOptions
): NearCountry[] {
  const values = new Map<CountryCode, number[]>();
  for (const { question, distribution } of answers) {
    if (!metricApplies(metric, question.scale)) continue;
    for (const [country, { p }] of figuresOf(question.id)) {
      const list = values.get(country) ?? [];
      values.set(country, list);
      list.push(similarity(metric, distribution, p, question.scale));
    }
  }
  return [...values]
    .map(([country, list]) => ({ country, similarity: bootstrapMean(list, options) }))
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
