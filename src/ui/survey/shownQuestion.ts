import type { Question, QuestionId } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { language } from '../language.svelte.ts';
import type { ShownQuestion } from './surveyWords.ts';

/**
 * A question for the page: in the reader's language where that knows it, else as it is. Prompts and
 * exports take the question itself, which stays English.
 */
export const shownQuestion = (question: Question): ShownQuestion =>
  language.survey?.question(question) ?? question;

/** A question's label for charts; its number where the survey has no such question. */
export function shownShort(id: QuestionId, survey: Pick<SurveyDataset, 'question'> | null): string {
  const question = survey?.question(id);
  return question ? shownQuestion(question).short : id;
}
