import {
  nearestCountries,
  type AskedAnswer,
  type NearCountry
} from '../../../core/measures/nearest.ts';
import type { StudyStats } from '../../../core/study/studyStats.ts';
import type { SurveyShares } from '../../../core/survey/surveyShares.ts';
import type { CountryCode, Distribution } from '../../../core/survey/types.ts';
import type { Metric } from '../../../core/measures/metrics.ts';
import type { TextVariant } from '../../../core/answers/types.ts';

export interface NearestChoices {
  condition: number;
  /** Index into the frame's cues. */
  cue: number;
  metric: Metric;
  variant: TextVariant;
  seed: number;
}

/** All surveyed countries by how much their people answer as the model does under one cue. */
export function nearestTo(stats: StudyStats, choices: NearestChoices): NearCountry[] {
  const { frame, columns, survey } = stats;
  const { start, p } = stats.distributions(choices.variant);
  const answers: AskedAnswer[] = [];
  const places = new Map<string, number>();
  for (let row = 0; row < columns.length; row++) {
    if (columns.condition[row] !== choices.condition || columns.cue[row] !== choices.cue) continue;
    const index = columns.question[row] as number;
    const question = frame.questions[index];
    if (!question) continue;
    places.set(question.id, index);
    answers.push({ question, distribution: Array.from(p.subarray(start[row], start[row + 1])) });
  }
  const figuresOf = (id: string) => figuresAt(survey, places.get(id) ?? -1);
  return nearestCountries(answers, figuresOf, choices.metric, { seed: choices.seed });
}

/** The packed figures of one question by country; none for an unknown question. */
export function figuresAt(
  { countries, start, options, shares }: SurveyShares,
  question: number
): Map<CountryCode, { p: Distribution }> {
  const figures = new Map<CountryCode, { p: Distribution }>();
  countries.forEach((code, index) => {
    const from = start[question * countries.length + index] ?? -1;
    if (from < 0) return;
    const p = Array.from(shares.subarray(from, from + (options[question] as number)));
    figures.set(code, { p });
  });
  return figures;
}
