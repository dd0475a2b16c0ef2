import { expect, test } from 'vitest';
import { nearestCountries } from '../measures/nearest.ts';
import { checkValidity } from '../measures/validity.ts';
import { packShares } from '../survey/surveyShares.ts';
import { summariseCues } from './cueSummary.ts';
import { makeStudy } from './fixtures/study.ts';
import { StudyStats } from './studyStats.ts';

const made = makeStudy({
  conditions: 1,
  countries: 3,
  questions: 20,
  categories: ['food', 'people'],
  surveyed: 30
});
const behaviour = new Set(['Q2', 'Q5', 'Q17']);

/** All that is said of the study, with some questions marked, or without the survey's figures. */
function said(marked: (id: string) => boolean, figured: (id: string) => boolean) {
  const questions = made.frame.questions.map((question) =>
    marked(question.id) ? { ...question, use: 'behaviour' as const } : question
  );
  const survey = packShares(questions, (id) => (figured(id) ? made.figuresOf(id) : new Map()));
  const stats = new StudyStats({ ...made.frame, questions }, made.columns, survey);
  const choices = { metric: 'jsd-bits', variant: 'pmi', seed: 1 } as const;
  const summary = summariseCues(stats, { ...choices, pairs: [[1, 0]] });
  return {
    results: stats.results({ ...choices, resamples: 100 }),
    nearest: nearestCountries(stats, { ...choices, condition: 0, cue: 1 }),
    validity: checkValidity(stats, { ...choices, condition: 0 }).name.overall,
    summary: summary && [summary.cues, summary.differences, summary.n]
  };
}
const all = () => true;

test('behaviour is in no mean: as if the survey had never asked it', () => {
  const found = said((id) => behaviour.has(id), all);
  expect(found.results.countries[0]?.questions).toBe(17);
  expect(found).toEqual(
    said(
      () => false,
      (id) => !behaviour.has(id)
    )
  );
  expect(found).not.toEqual(said(() => false, all));
});

test('a study of behaviour alone has its means over that', () => {
  expect(said(all, all)).toEqual(said(() => false, all));
});
