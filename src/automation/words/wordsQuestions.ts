import type { Question } from '../../core/survey/types.ts';
import { questionsOf } from '../../survey/sets.ts';
import type { SurveyDataset } from '../../survey/types.ts';

/** Characters of an option's line beside its words. */
const OPTION_LINE = 12;

/** About how much a model reads for a question in two orders, in characters. */
const length = ({ text, options }: Question) =>
  text.length + 2 * options.reduce((sum, option) => sum + option.length + OPTION_LINE, 0);

/**
 * The quick set and, of the standard one, the shortest besides, so many in all where there are as
 * many; in the survey's order. A server reads short questions about all countries in a few hours.
 */
export function shortestQuestions(survey: SurveyDataset, count: number): Question[] {
  const quick = questionsOf(survey, 'quick');
  const besides = questionsOf(survey, 'standard')
    .filter((question) => !quick.includes(question))
    .sort((a, b) => length(a) - length(b));
  const chosen = new Set([...quick, ...besides].slice(0, count));
  return survey.questions.filter((question) => chosen.has(question));
}
