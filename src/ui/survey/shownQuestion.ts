import type { Question, QuestionId } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { language } from '../language.svelte.ts';
import type { QuestionWords } from './questionWords.ts';

/** A question with the words that the reader sees. */
export interface ShownQuestion extends Question {
  /** The question as the model is asked it, where the reader sees another language; else undefined. */
  asked?: Question;
}

/** Shown questions by language and question, so that what is drawn of one is drawn once. */
const known = new WeakMap<QuestionWords, WeakMap<Question, ShownQuestion>>();

/**
 * A question for the page: in the reader's language where that knows it, else as it is. Prompts and
 * exports take the question itself, which stays English.
 */
export function shownQuestion(question: Question): ShownQuestion {
  const words = language.questions;
  const own = words?.questions[question.text];
  if (!words || !own) return question;
  const here = known.get(words) ?? new WeakMap<Question, ShownQuestion>();
  known.set(words, here);
  const found = here.get(question);
  if (found) return found;
  const shown: ShownQuestion = {
    ...question,
    short: own.short,
    text: own.text,
    options: question.options.map((option) => words.options[option] ?? option),
    higher: question.higher && { ...question.higher, of: own.of ?? question.higher.of },
    asked: question
  };
  here.set(question, shown);
  return shown;
}

/** A question's label for charts; its number where the survey has no such question. */
export function shownShort(id: QuestionId, survey: SurveyDataset): string {
  const question = survey.question(id);
  return question ? shownQuestion(question).short : id;
}
