import { expect, test } from 'vitest';
import { packShares } from '../survey/surveyShares.ts';
import { checkValidity } from '../measures/validity.ts';
import { makeStudy } from './fixtures/study.ts';
import { StudyStats } from './studyStats.ts';

const made = makeStudy({
  ...{ conditions: 1, countries: 30, questions: 30, surveyed: 30, categories: ['food'] }
});
const survey = packShares(made.frame.questions, (id) => made.figuresOf(id));
/** The first ten questions have no topic under the mapping. */
const questions = made.frame.questions.map((each, q) => (q < 10 ? { ...each, topic: null } : each));
const study = new StudyStats({ ...made.frame, questions }, made.columns, survey);

test('questions without a topic count in means over all questions and in no topic', () => {
  const { countries, pools } = study.results({
    ...{ metric: 'jsd-bits', variant: 'pmi', seed: 1, resamples: 50 }
  });
  for (const each of [...countries, ...pools]) {
    expect(each.questions).toBe(30);
    expect(each.topics.every(({ topic }) => topic !== undefined)).toBe(true);
    expect(each.topics.reduce((sum, { n }) => sum + n, 0)).toBe(20);
  }
});

test('nor do they have a topic in the check on validity', () => {
  const { name } = checkValidity(study, { condition: 0, variant: 'pmi', seed: 1 });
  const without = name.questions.filter(({ topic }) => topic === null);
  expect(without.length).toBeGreaterThan(0);
  expect(name.topics.reduce((sum, topic) => sum + topic.questions, 0)).toBe(
    name.questions.length - without.length
  );
});
