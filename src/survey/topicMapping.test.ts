import { expect, test } from 'vitest';
import { topicOf, topicOverlap } from '../core/survey/topicMapping.ts';
import { loadSurvey } from './dataset.ts';

const survey = await loadSurvey();
const overlap = new Map(
  topicOverlap(survey.questions, survey.topicsPaper).map(({ topic, ...counts }) => [topic, counts])
);

test('names of topics are the paper’s, their questions are not', () => {
  expect(overlap.get('Demographics')).toEqual({ ours: 6, papers: 2, shared: 0 });
  expect(overlap.get('Methodological research')).toEqual({ ours: 12, papers: 80, shared: 8 });
  const sum = (of: 'ours' | 'papers') =>
    [...overlap.values()].reduce((all, each) => all + each[of], 0);
  expect([sum('ours'), sum('papers')]).toEqual([258, 210]);
});

test('questions filed by the paper share all that they have', () => {
  const filed = survey.questions.flatMap((question) => {
    const topic = topicOf(survey.topicsPaper, question, 'paper');
    return topic ? [{ id: question.id, topic }] : [];
  });
  for (const { ours, papers, shared } of topicOverlap(filed, survey.topicsPaper))
    expect([ours, shared]).toEqual([papers, papers]);
});
