import { AppError } from '../errors.ts';
import { metricApplies, similarityAt } from '../measures/similarity.ts';
import type { CountryCode } from '../survey/types.ts';
import type { Metric } from '../measures/metrics.ts';
import type { AnswerColumns } from '../answers/answerColumns.ts';
import type { DistributionColumns } from '../answers/answer.ts';
import type { StudyFrame } from './studyFrame.ts';
import type { SurveyShares } from '../survey/surveyShares.ts';

/** Similarities of one condition's answers with the survey; NaN where there is nothing to compare. */
export interface ConditionScores {
  /** Country x question, row by row: the country's name as cue, and no cue at all. */
  name: Float64Array;
  neutral: Float64Array;
  /** Picture (as in the frame) x question, each with its own country's people. */
  picture: Float64Array;
}

/**
 * Similarity of a row's answer with the people of a surveyed country (an index into the survey's,
 * -1 for none): NaN where they were not asked, or the metric has no meaning on the question.
 * Throws AppError `study-options-differ` where an answer and the survey's figure have different
 * numbers of options.
 */
export function rowSimilarity(
  frame: Pick<StudyFrame, 'questions'>,
  columns: AnswerColumns,
  { start, p }: DistributionColumns,
  survey: SurveyShares,
  metric: Metric
): (row: number, country: number) => number {
  const applies = frame.questions.map(({ scale }) => metricApplies(metric, scale));
  const { shares, options } = survey;
  const surveyed = survey.countries.length;
  return (row, country) => {
    const question = columns.question[row] as number;
    const from = country < 0 ? -1 : (survey.start[question * surveyed + country] as number);
    if (from < 0 || !applies[question]) return NaN;
    const at = start[row] as number;
    const n = (start[row + 1] as number) - at;
    if (n !== options[question]) {
      throw new AppError('study-options-differ', { question: frame.questions[question]?.id ?? '' });
    }
    return similarityAt(metric, p, at, shares, from, n);
  };
}

/** Similarities of every answer, one entry per condition of the frame. */
export function scoreConditions(
  frame: StudyFrame,
  columns: AnswerColumns,
  similarity: ReturnType<typeof rowSimilarity>,
  survey: SurveyShares
): ConditionScores[] {
  const questionCount = frame.questions.length;
  const scores = frame.conditions.map(() => ({
    name: new Float64Array(frame.countries.length * questionCount).fill(NaN),
    neutral: new Float64Array(frame.countries.length * questionCount).fill(NaN),
    picture: new Float64Array(frame.pictures.length * questionCount).fill(NaN)
  }));
  const cues = placeCues(frame);
  const surveyed = surveyPlaces(frame, survey);
  for (let row = 0; row < columns.length; row++) {
    const score = scores[columns.condition[row] as number];
    const place = cues[columns.cue[row] as number];
    const question = columns.question[row] as number;
    if (!score || !place) continue;
    if (place.kind === 'neutral') {
      surveyed.forEach((country, index) => {
        score.neutral[index * questionCount + question] = similarity(row, country);
      });
    } else {
      const at = place.index * questionCount + question;
      score[place.kind][at] = similarity(row, surveyed[place.country] ?? -1);
    }
  }
  return scores;
}

/** Where a cue's similarities go; null for a country or picture that takes no part. */
type CuePlace =
  | { kind: 'neutral' }
  | { kind: 'name'; index: number; country: number }
  | { kind: 'picture'; index: number; country: number }
  | null;

function placeCues(frame: StudyFrame): CuePlace[] {
  const countries = indexes(frame.countries.map(({ code }) => code));
  const pictures = indexes(frame.pictures.map(({ id }) => id));
  return frame.cues.map((cue): CuePlace => {
    if (cue.kind === 'neutral') return { kind: 'neutral' };
    if (cue.kind === 'country') {
      const index = countries.get(cue.country);
      return index === undefined ? null : { kind: 'name', index, country: index };
    }
    const index = pictures.get(cue.picture);
    const country = countries.get(frame.pictures[index ?? -1]?.country ?? '');
    if (index === undefined || country === undefined) return null;
    return { kind: 'picture', index, country };
  });
}

/** Index of each of the study's countries in the survey; -1 for one without figures. */
export function surveyPlaces(
  { countries }: Pick<StudyFrame, 'countries'>,
  survey: SurveyShares
): number[] {
  const places = indexes<CountryCode>(survey.countries);
  return countries.map(({ code }) => places.get(code) ?? -1);
}

function indexes<T>(items: readonly T[]): Map<T, number> {
  return new Map(items.map((item, index) => [item, index]));
}
