import { expect, test } from 'vitest';
import { filedQuestions, topicOf, topicOverlap } from '../core/survey/topicMapping.ts';
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

test('questions under the paper’s topics share all that is filed there', () => {
  const { questions, topicsPaper } = survey;
  expect(filedQuestions(questions, topicsPaper, 'ours')).toBe(questions);
  const filed = filedQuestions(questions, topicsPaper, 'paper');
  expect(filed.filter(({ topic }) => topic === null).length).toBe(
    questions.filter(({ id }) => !topicsPaper.has(id)).length
  );
  for (const { ours, shared, papers } of topicOverlap(filed, topicsPaper)) {
    expect(shared).toBe(ours);
    expect(papers).toBe(ours);
  }
});
