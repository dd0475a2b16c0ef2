import { bootstrapMean, type BootstrapOptions } from '../inference/bootstrap.ts';
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
