import { scaleMean } from '../core/survey/scale.ts';
import type { Country, Figure, Question } from '../core/survey/types.ts';
import type { Caveat, SurveyDataset } from './types.ts';

/** One country's answers to one question. */
export interface CountryAnswer {
  country: Country;
  /** Null where the country has no figures for the question. */
  figure: Figure | null;
  caveats: readonly Caveat[];
}

/** The chosen countries' answers; codes that the data set does not hold are left out. */
export function answersOf(
  survey: SurveyDataset,
  question: Question,
  codes: readonly string[]
): CountryAnswer[] {
  return codes.flatMap((code) => {
    const country = survey.country(code);
    if (!country) return [];
    return [
      {
        country,
        figure: survey.figure(code, question.id) ?? null,
        caveats: survey.caveats(code, question.id)
      }
    ];
  });
}

/**
 * As chosen, or by what people answered: "more" of what the scale measures first (without order:
 * the larger share of the first option); countries without figures last.
 */
export function inOrder(
  question: Question,
  answers: readonly CountryAnswer[],
  order: 'chosen' | 'answer'
): CountryAnswer[] {
  if (order === 'chosen') return [...answers];
  const sign = question.higher?.means === 'less' ? -1 : 1;
  const value = ({ figure }: CountryAnswer) =>
    figure ? sign * (scaleMean(question, figure.p) ?? figure.p[0] ?? 0) : -Infinity;
  return [...answers].sort((a, b) => {
    const [first, second] = [value(a), value(b)];
    return first === second ? 0 : second - first;
  });
}

/** A figure on the map: an option's share or the scale mean, per country that has it. */
export interface MapValue {
  country: Country;
  figure: Figure;
  value: number;
}

/** What the map shows: every country with figures, largest value first. */
export function mapValues(
  survey: SurveyDataset,
  question: Question,
  shown: { map: 'share' | 'mean'; optionIndex: number }
): MapValue[] {
  const values: MapValue[] = [];
  for (const [code, figure] of survey.figuresOf(question.id)) {
    const country = survey.country(code);
    const mean = shown.map === 'mean' ? scaleMean(question, figure.p) : null;
    if (country) values.push({ country, figure, value: mean ?? figure.p[shown.optionIndex] ?? 0 });
  }
  return values.sort((a, b) => b.value - a.value);
}

/** Index of the option that the map shows: the code asked for where it exists, else the first. */
export function optionIndexOf(question: Question, code: number | null): number {
  return Math.max(0, code === null ? 0 : question.codes.indexOf(code));
}
