import { expect, test } from 'vitest';
import { toAnswer } from '../answers/answer.ts';
import { makeStudy } from '../study/fixtures/study.ts';
import { letterQuality } from './letterQuality.ts';

const made = makeStudy({
  conditions: 2,
  countries: 4,
  questions: 34,
  categories: ['food', 'dress', 'people'],
  surveyed: 5
});

test("letter quality is the mean of toAnswer's letter mass and order sensitivity", () => {
  const found = letterQuality(made.frame, made.columns);
  expect(found).toHaveLength(6);
  const answers = made.raws
    .filter((_, row) => made.columns.condition[row] === 1)
    .map((raw) => toAnswer(raw, { variant: 'pmi' }))
    .filter(({ cue }) => cue.kind === 'country');
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  const own = found.find(({ condition, cue }) => condition === 1 && cue === 'country');
  expect(own?.answers).toBe(4 * 34);
  expect(own?.letterMass).toBeCloseTo(mean(answers.map(({ letterMass }) => letterMass ?? NaN)), 12);
  expect(own?.divergence).toBeCloseTo(
    mean(answers.map(({ orderSensitivity }) => orderSensitivity?.divergence ?? NaN)),
    12
  );
  expect(own?.flips).toBeCloseTo(
    mean(answers.map(({ orderSensitivity }) => Number(orderSensitivity?.flips))),
    12
  );
});
