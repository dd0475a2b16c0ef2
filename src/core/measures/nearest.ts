import { bootstrapMean, type BootstrapOptions } from '../inference/bootstrap.ts';
import type { TextVariant } from '../answers/types.ts';
import type { Estimate } from '../inference/types.ts';
import type { StudyData } from '../study/studyData.ts';
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
export function nearestCountries(study: StudyData, choices: NearestChoices): NearCountry[] {
  const { condition, cue, metric, variant } = choices;
  const similarity = study.similarity(metric, variant);
  // In the order in which they were answered: it decides what the resamples draw.
  const rows = study.frame.questions
    .map((_, question) => study.row(condition, cue, question))
    .sort((a, b) => a - b);
  return study.survey.countries
    .map((country, place) => {
      const values = rows.map((row) => similarity(row, place));
      return { country, values: values.filter((value) => !Number.isNaN(value)) };
    })
    .filter(({ values }) => values.length > 0)
    .map(({ country, values }) => ({ country, similarity: bootstrapMean(values, choices) }))
    .sort((a, b) => b.similarity.mean - a.similarity.mean || (a.country < b.country ? -1 : 1));
}
