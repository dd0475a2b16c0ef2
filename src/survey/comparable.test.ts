import { beforeAll, expect, test } from 'vitest';
import { packShares } from '../core/survey/surveyShares.ts';
import { comparableFigures, flaggedFigures } from './comparable.ts';
import { loadSurvey } from './dataset.ts';
import type { SurveyDataset } from './types.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});
const all = () => survey.questions.map(({ id }) => id);

test('Brazil answered Q35 in three steps: it is left out there, other countries and questions stay', () => {
  const out = comparableFigures(survey, 'out');
  expect(out('Q35').has('BRA')).toBe(false);
  expect(out('Q35').size).toBe(survey.figuresOf('Q35').size - 4);
  expect(out('Q35').get('KOR')).toBe(survey.figuresOf('Q35').get('KOR'));
  expect(out('Q36').has('NGA')).toBe(true);
  expect(out('Q1')).toBe(survey.figuresOf('Q1'));
});

test('brought in, every figure is the same as ever', () => {
  const figures = comparableFigures(survey, 'in');
  for (const id of all()) expect(figures(id)).toBe(survey.figuresOf(id));
});

test('the flagged ones are exactly what is missing', () => {
  const known = (figures: ReturnType<typeof comparableFigures>) =>
    all().reduce((sum, id) => sum + figures(id).size, 0);
  const flagged = flaggedFigures(survey, all());
  expect(flagged.length).toBe(
    known(comparableFigures(survey, 'in')) - known(comparableFigures(survey, 'out'))
  );
  expect([...new Set(flagged.map(({ country }) => country))].sort()).toEqual([
    ...['ARG', 'BRA', 'NGA', 'USA', 'VEN']
  ]);
  const questions = [{ id: 'Q35' }];
  const packed = packShares(questions, comparableFigures(survey, 'out'));
  expect(packed.countries).not.toContain('BRA');
});
