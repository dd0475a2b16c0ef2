import { expect, test } from 'vitest';
import { testQuestion } from '../fixtures/asking.ts';
import { brief } from '../prompts/brief.ts';
import { plannedCost } from './plannedCost.ts';
import { PRESETS } from './presets.ts';
import type { Study, StudyPicture } from './studyTypes.ts';

const question = testQuestion('Q1', 3);
const countries = [{ code: 'IND', name: 'India' }];
const survey = {
  countries,
  question: (id: string) => (id === 'Q1' ? question : undefined)
};
const picture = (id: string, included: StudyPicture['included'], country = 'IND') =>
  ({ id, country, included, category: null }) as StudyPicture;
const study = {
  ...PRESETS.recommended,
  models: [{ model: 'm', manifestHash: null }],
  countries,
  templates: [brief],
  questions: ['Q1', 'Q2'],
  pictures: [picture('a', 'gate'), picture('b', 'no'), picture('c', 'gate', 'NGA')]
} as unknown as Study;

test('counts what a study asks: questions that the survey has, pictures that may take part', () => {
  const { cost, gate } = plannedCost(study, survey);
  // No cue, a name and its frame, a picture and three blanks.
  expect(cost).toMatchObject({ questions: 1, answers: 7, pictures: 4 });
  // The picture, and the names without it.
  expect(gate.jobs).toBe(2);
});

test('without the cue nobody looks at pictures, for the gate neither', () => {
  const { cost, gate } = plannedCost({ ...study, cues: ['country'] }, survey);
  expect([cost.answers, cost.pictures, gate.jobs]).toEqual([2, 0, 0]);
});
