import { expectedPosition } from './shift.ts';
import type { CountryCode, Scale } from '../survey/types.ts';
import type { TextVariant } from '../answers/types.ts';
import type { StudyData } from '../study/studyData.ts';
import { cueCountries, type StudyFrame } from '../study/studyFrame.ts';
import type { SurveyShares } from '../survey/surveyShares.ts';

/** Expected positions, country x question; NaN where missing or where options have no order. */
export interface PositionGrid {
  countries: readonly CountryCode[];
  questions: number;
  values: Float64Array;
}

/** Two options need no order: the expected position is the share of the second. */
export function hasPosition(scale: Scale, options: number): boolean {
  return scale === 'ordinal' || options === 2;
}

/**
 * The model's expected positions under one kind of cue, on questions that count in means; pictures
 * of a country are averaged.
 */
export function modelPositions(
  study: StudyData,
  kind: 'country' | 'picture',
  { condition, variant }: { condition: number; variant: TextVariant }
): PositionGrid {
  const { frame, survey } = study;
  const { start, p } = study.distributions(variant);
  const questions = frame.questions.length;
  const values = new Float64Array(survey.countries.length * questions);
  const countries = cueCountries(frame);
  survey.countries.forEach((code, c) => {
    const cues = frame.cues.flatMap((cue, index) =>
      cue.kind === kind && countries[index] === code ? [index] : []
    );
    frame.questions.forEach(({ scale }, q) => {
      let [sum, count] = [0, 0];
      for (const cue of cues) {
        const row = study.row(condition, cue, q);
        const from = start[row] as number;
        const n = (start[row + 1] as number) - from;
        if (row < 0 || !study.counts[q] || !hasPosition(scale, n)) continue;
        sum += expectedPosition(p, from, n);
        count += 1;
      }
      values[c * questions + q] = sum / count;
    });
  });
  return { countries: survey.countries, questions, values };
}

/** People's expected positions, for every country of the survey. */
export function surveyPositions(
  frame: Pick<StudyFrame, 'questions'>,
  { countries, start, options, shares }: SurveyShares
): PositionGrid {
  const questions = frame.questions.length;
  const values = new Float64Array(countries.length * questions).fill(NaN);
  frame.questions.forEach(({ scale }, q) => {
    const n = options[q] as number;
    countries.forEach((_, c) => {
      const from = start[q * countries.length + c] as number;
      if (from < 0 || !hasPosition(scale, n)) return;
      values[c * questions + q] = expectedPosition(shares, from, n);
    });
  });
  return { countries, questions, values };
}
