import type { StudyRow } from '../../../../core/study/studyRows.ts';
import type {
  CountryCode,
  Distribution,
  Question,
  QuestionId
} from '../../../../core/survey/types.ts';
import type { RowInput } from '../../../rows/rowInput.ts';
import { shownQuestion } from '../../../survey/shownQuestion.ts';

interface Beside {
  questions: readonly { id: QuestionId }[];
  question: (id: QuestionId) => Question | undefined;
  /** What the picture, or the mean of several, is called. */
  shown: string;
  country: { code: CountryCode; name: string } | null;
  figure: (id: QuestionId, country: CountryCode) => { p: Distribution } | undefined;
}

/** A study's row with its question's words and the country's people; null without such a question. */
export function studyRowInput(row: StudyRow, beside: Beside): RowInput | null {
  const { id = '' } = beside.questions[row.question] ?? {};
  const question = beside.question(id);
  if (!question) return null;
  const { country, shown: name } = beside;
  const figure = country && beside.figure(id, country.code);
  return {
    question: shownQuestion(question),
    zero: { kind: row.zero, answers: row.zeros },
    neutral: row.neutral,
    name: row.name,
    pictures: row.picture ? [{ key: 'shown', name, letter: null, distribution: row.picture }] : [],
    people: figure && country ? [{ country: country.name, distribution: figure.p }] : []
  };
}
