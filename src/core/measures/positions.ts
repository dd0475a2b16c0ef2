import { expectedPosition } from './shift.ts';
import type { CountryCode, Scale } from '../survey/types.ts';
import type { AnswerColumns } from '../answers/answerColumns.ts';
import type { DistributionColumns } from '../answers/answer.ts';
import type { StudyFrame } from '../study/studyFrame.ts';
import type { SurveyShares } from '../survey/surveyShares.ts';

/** Expected positions, country x question; NaN where missing or where options have no order. */
export interface PositionGrid {
  countries: readonly CountryCode[];
  questions: number;
  values: Float64Array;
}

/** Two options need no order: the expected position is the share of the second. */
function hasPosition(scale: Scale, options: number): boolean {
  return scale === 'ordinal' || options === 2;
}

/** The model's expected positions under one kind of cue; pictures of a country are averaged. */
export function modelPositions(
  frame: StudyFrame,
  columns: AnswerColumns,
  { start, p }: DistributionColumns,
  choice: { condition: number; cue: 'country' | 'picture'; countries: readonly CountryCode[] }
): PositionGrid {
  const questions = frame.questions.length;
  const sums = new Float64Array(choice.countries.length * questions);
  const counts = new Uint32Array(sums.length);
  const countries = new Map(choice.countries.map((code, index) => [code, index]));
  const ofPicture = new Map(frame.pictures.map(({ id, country }) => [id, country]));
  const places = frame.cues.map((cue) => {
    if (cue.kind !== choice.cue) return -1;
    const country = cue.kind === 'country' ? cue.country : (ofPicture.get(cue.picture) ?? '');
    return countries.get(country) ?? -1;
  });
  for (let row = 0; row < columns.length; row++) {
    const place = places[columns.cue[row] as number] ?? -1;
    if (place < 0 || columns.condition[row] !== choice.condition) continue;
    const question = columns.question[row] as number;
    const [from, to] = [start[row] as number, start[row + 1] as number];
    if (!hasPosition(frame.questions[question]?.scale ?? 'nominal', to - from)) continue;
    const at = place * questions + question;
    sums[at] = (sums[at] as number) + expectedPosition(p, from, to - from);
    counts[at] = (counts[at] as number) + 1;
  }
  const values = sums.map((sum, at) => sum / (counts[at] as number));
  return { countries: choice.countries, questions, values };
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
