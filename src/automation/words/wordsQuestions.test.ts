import { expect, it } from 'vitest';
import { loadSurvey } from '../../survey/dataset.ts';
import { questionsOf } from '../../survey/sets.ts';
import { shortestQuestions } from './wordsQuestions.ts';

it('asks the quick set and the shortest others of the standard one, in the survey’s order', async () => {
  const survey = await loadSurvey();
  const chosen = shortestQuestions(survey, 40);
  expect(chosen).toHaveLength(40);
  expect(chosen).toEqual(survey.questions.filter((question) => chosen.includes(question)));
  for (const question of questionsOf(survey, 'quick')) expect(chosen).toContain(question);
  const characters = ({ text, options }: (typeof chosen)[number]) =>
    text.length + 2 * options.reduce((sum, option) => sum + option.length + 12, 0);
  const others = questionsOf(survey, 'standard').filter(
    (question) => !questionsOf(survey, 'quick').includes(question)
  );
  const [longest, left] = [true, false].map((taken) =>
    others.filter((question) => chosen.includes(question) === taken).map(characters)
  );
  expect(Math.max(...(longest ?? []))).toBeLessThanOrEqual(Math.min(...(left ?? [])));
  expect(shortestQuestions(survey, 12)).toHaveLength(12);
  expect(shortestQuestions(survey, 1000).length).toBeGreaterThan(60);
});
