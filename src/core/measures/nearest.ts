import { meanEstimate, pairedMean } from '../inference/pairedMean.ts';
import type { TextVariant } from '../answers/types.ts';
import type { Estimate, PairedMean } from '../inference/types.ts';
import type { StudyData } from '../study/studyData.ts';
import type { CountryCode, QuestionId } from '../survey/types.ts';
import { commonQuestions } from './commonQuestions.ts';
import type { Metric } from './metrics.ts';

export interface NearestChoices {
  condition: number;
  /** Index into the frame's cues. */
  cue: number;
  metric: Metric;
  variant: TextVariant;
  seed: number;
}

export interface NearCountry {
  country: CountryCode;
  /** Mean similarity over the questions that all ranked countries have. */
  similarity: Estimate;
  /** The first country's similarity less this one's; null for the first. */
  behind: PairedMean | null;
}

export interface NearestCountries {
  /** Most similar first (then by code), all over the same questions. */
  ranked: NearCountry[];
  /** Those questions, and how many were answered and can be compared at all. */
  questions: QuestionId[];
  answered: number;
  /** Countries with figures for too few of the answered questions, with how many they have. */
  apart: { country: CountryCode; questions: number }[];
}

/**
 * Countries by how much their people answer as the model does under one cue, over one set of
 * questions for all (`commonQuestions`). Questions on which the metric has no meaning are left out.
 */
export function nearestCountries(study: StudyData, choices: NearestChoices): NearestCountries {
  const { condition, cue, metric, variant, seed } = choices;
  const similarity = study.similarity(metric, variant);
  // In the order in which they were answered: it decides the last bits of sums.
  const rows = study.frame.questions
    .map((_, question) => study.row(condition, cue, question))
    .filter((row) => row >= 0)
    .sort((a, b) => a - b);
  const values = study.survey.countries.map((_, place) =>
    rows.map((row) => similarity(row, place))
  );
  const ids = rows.map((row) => {
    const question = study.columns.question[row] as number;
    return study.frame.questions[question]?.id as QuestionId;
  });
  return rankByMean(values, { countries: study.survey.countries, questions: ids, seed });
}

/**
 * Countries by the mean of their values (higher is nearer), over one set of questions for all.
 * @param values country by country one a question; NaN where there is none
 */
export function rankByMean(
  values: readonly (readonly number[])[],
  of: { countries: readonly CountryCode[]; questions: readonly QuestionId[]; seed: number }
): NearestCountries {
  const known = (place: number, k: number) => !Number.isNaN(values[place]?.[k] ?? NaN);
  const places = values.flatMap((own, place) =>
    own.some((_, k) => known(place, k)) ? [place] : []
  );
  const answered = of.questions.flatMap((_, k) =>
    places.some((place) => known(place, k)) ? [k] : []
  );
  const { questions, kept, apart } = commonQuestions(places, answered, known);
  const code = (place: number) => of.countries[place] as CountryCode;
  const found = kept
    .map((place) => {
      const own = questions.map((k) => values[place]?.[k] as number);
      return { country: code(place), own, similarity: meanEstimate(own) };
    })
    .sort((a, b) => b.similarity.mean - a.similarity.mean || (a.country < b.country ? -1 : 1));
  const first = found[0]?.own ?? [];
  return {
    ranked: found.map(({ country, own, similarity }, place) => {
      const gaps = first.map((value, k) => value - (own[k] as number));
      return { country, similarity, behind: place === 0 ? null : pairedMean(gaps, of) };
    }),
    questions: questions.map((k) => of.questions[k] as QuestionId),
    answered: answered.length,
    apart: apart.map((place) => ({
      country: code(place),
      questions: answered.filter((k) => known(place, k)).length
    }))
  };
}
