import { describe, expect, test } from 'vitest';
import { seededRandom } from '../inference/random.ts';
import type { Topic } from '../survey/topics.ts';
import { StudyData } from '../study/studyData.ts';
import { packShares } from '../survey/surveyShares.ts';
import { makeStudy } from '../study/fixtures/study.ts';
import { modelPositions, surveyPositions, type PositionGrid } from './positions.ts';
import { detectableCorrelation } from '../inference/pairedMean.ts';
import { validity, verdictOf } from './validity.ts';

const topics: Topic[] = ['Security', 'Economy and work'];
const questionsOf = (n: number) =>
  Array.from({ length: n }, (_, q) => ({ id: `Q${q + 1}`, topic: topics[q % 2] as Topic }));

function grid(countries: number, columns: readonly (readonly number[])[]): PositionGrid {
  const questions = columns.length;
  const values = new Float64Array(countries * questions);
  columns.forEach((column, q) => column.forEach((v, c) => (values[c * questions + q] = v)));
  return { countries: Array.from({ length: countries }, (_, c) => `C${c}`), questions, values };
}

describe('one question', () => {
  test('r is Pearson: x = 1, 2, 3, 4, 5 and y = 2, 1, 4, 3, 5 give .8; p is 16 in 120', () => {
    const found = validity(questionsOf(1), grid(5, [[1, 2, 3, 4, 5]]), grid(5, [[2, 1, 4, 3, 5]]), {
      seed: 1,
      minCountries: 5,
      permutations: 60_000
    });
    expect(found.questions[0]?.r).toBeCloseTo(0.8, 12);
    // Spearman's table: |rho| >= .8 in 16 of the 120 orders of five, .1333.
    expect(found.questions[0]?.p).toBeCloseTo(16 / 120, 2);
    expect(found.verdict).toBe('too-few');
  });

  test('r and p are those of scipy.stats.pearsonr, the latter over all 720 orders', () => {
    const x = [1.2, 2.5, 2.9, 4.4, 5.1, 6.3];
    const y = [2, 1.1, 3.9, 3, 5.5, 4.1];
    const options = { seed: 2, minCountries: 6, permutations: 60_000 };
    const found = validity(questionsOf(1), grid(6, [x]), grid(6, [y]), options);
    expect(found.questions[0]?.r).toBeCloseTo(0.7015588106640442, 12);
    expect(found.questions[0]?.p).toBeCloseTo(0.1264, 2);
  });

  test('needs enough countries that both know, and any spread', () => {
    const some = [1, 2, NaN, 4, 5];
    const options = { seed: 1, minCountries: 4, permutations: 10 };
    const other = grid(5, [
      [NaN, 1, 2, 3, 4],
      [3, 1, 2, 3, 4],
      [1, 2, 3, 4, 5]
    ]);
    const found = validity(questionsOf(3), grid(5, [some, some, [2, 2, 2, 2, 2]]), other, options);
    expect(found.questions.map(({ question, n }) => [question, n])).toEqual([['Q2', 4]]);
  });
});

describe('many questions', () => {
  const random = seededRandom(11);
  const noise = (n: number) => Array.from({ length: n }, () => random() - 0.5);
  const people = Array.from({ length: 12 }, () => noise(40));
  const options = { seed: 3, permutations: 2000 };

  test('a model that follows the survey tracks it', () => {
    const follows = people.map((column) => column.map((value) => value + (random() - 0.5)));
    const found = validity(questionsOf(12), grid(40, follows), grid(40, people), options);
    expect(found.verdict).toBe('tracks');
    expect(found.overall?.p).toBeCloseTo(1 / 2001, 6);
    expect(found.topics.map(({ topic, questions }) => [topic, questions])).toEqual(
      [
        ['Economy and work', 6],
        ['Security', 6]
      ].sort(([a], [b]) => (a === 'Security' ? 1 : b === 'Security' ? -1 : 0))
    );
    const mean = found.questions.reduce((sum, { r }) => sum + r, 0) / 12;
    expect(found.overall?.meanR).toBeCloseTo(mean, 12);
  });

  test('questions that all say the same count as one: no false certainty', () => {
    // One accidental r, repeated: its mean is no rarer than the one itself.
    const accident = noise(40);
    const one = people[0] as number[];
    const found = validity(
      questionsOf(12),
      grid(
        40,
        people.map(() => accident)
      ),
      grid(
        40,
        people.map(() => one)
      ),
      options
    );
    expect(found.overall?.p).toBeCloseTo(found.questions[0]?.p ?? NaN, 9);
  });

  test('a null says what would have been found, and how many countries it rests on', () => {
    const answers = grid(
      40,
      questionsOf(12).map(() => noise(40))
    );
    const found = validity(questionsOf(12), answers, grid(40, people), options);
    expect(found.verdict).toBe('none');
    // Twelve questions with nothing in common: about (2.02 + .85) / root(39 x 12).
    expect(found.overall?.detectable).toBeGreaterThan(0.1);
    expect(found.overall?.detectable).toBeLessThan(0.17);
    expect(found.questions[0]?.detectable).toBeGreaterThan(detectableCorrelation(40));
    expect(found.coverage).toEqual({ used: 40, of: 40 });
  });

  test('is decided by the seed', () => {
    const again = () => validity(questionsOf(12), grid(40, people), grid(40, people), options);
    expect(again()).toEqual(again());
  });
});

test('the rule of the verdict', () => {
  expect(verdictOf(null)).toBe('too-few');
  expect(verdictOf({ questions: 4, meanR: 0.9, p: 0.001 })).toBe('too-few');
  expect(verdictOf({ questions: 5, meanR: 0.9, p: 0.05 })).toBe('none');
  expect(verdictOf({ questions: 5, meanR: -0.4, p: 0.001 })).toBe('opposite');
  expect(verdictOf({ questions: 5, meanR: 0.29, p: 0.04 })).toBe('weak');
  expect(verdictOf({ questions: 5, meanR: 0.3, p: 0.04 })).toBe('tracks');
});

test('positions: pictures are averaged, nominal questions have none', () => {
  const made = makeStudy({
    conditions: 1,
    countries: 2,
    questions: 10,
    categories: ['food', 'dress'],
    surveyed: 3
  });
  const shares = packShares(made.frame.questions, made.figuresOf);
  const study = new StudyData(made.frame, made.columns, shares);
  const found = modelPositions(study, 'picture', { condition: 0, variant: 'pmi' });
  // Cues: neutral, two countries, then C00-0, C00-1; ten questions each.
  const position = (row: number) =>
    study.answer(row, 'pmi').reduce((sum, share, k) => sum + k * share, 0);
  expect(found.values[3]).toBeCloseTo((position(33) + position(43)) / 2, 12);
  expect(found.values[9]).toBeNaN();
  const people = surveyPositions(made.frame, shares);
  const p = made.figuresOf('Q4').get('C01')?.p ?? [];
  expect(people.values[10 + 3]).toBeCloseTo(p[1] ?? NaN, 12);
});
