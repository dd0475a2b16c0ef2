import { expect, test } from 'vitest';
import { seededRandom } from '../inference/random.ts';
import { poolCountries, type PoolMember } from './pools.ts';

/** Countries whose pictures are nearer than the name by `by` on every question, with noise. */
function made(countries: number, questions: number, by: number): PoolMember[] {
  const random = seededRandom(countries * 100 + questions);
  const values = (more: number) =>
    Float64Array.from({ length: questions }, () => 0.5 + more + 0.1 * (random() - 0.5));
  return Array.from({ length: countries }, (_, c) => ({
    ...{ country: `C${c}`, pictures: 2, name: values(0), picture: values(by) }
  }));
}
const choices = { count: 500, seed: 1 };
/** Half of the questions about one topic, half about another. */
const topics = (n: number) => Array.from({ length: n }, (_, q) => Number(q * 2 >= n));

test('few countries: tested over questions and over countries', () => {
  const found = poolCountries(made(14, 40, 0.05), topics(40), choices);
  expect(found).toMatchObject({ questions: 40, pictures: 28, resampled: false });
  expect(found?.difference).toMatchObject({ n: 40, second: { n: 14 } });
  expect(found?.difference?.mean).toBeCloseTo(found?.difference?.second?.mean ?? NaN, 12);
  expect(found?.topics.map(({ n }) => n)).toEqual([20, 20]);
});

test('fifteen countries and questions are resampled, a topic of fewer questions is not', () => {
  const found = poolCountries(made(15, 28, 0.05), topics(28), choices);
  expect(found?.resampled).toBe(true);
  expect(found?.difference).toMatchObject({ n: 15, second: null });
  expect(found?.topics[0]?.difference).toMatchObject({ n: 14, second: { n: 15 } });
  const [low = 0, high = 0] = found?.difference?.interval ?? [];
  expect(low).toBeGreaterThan(0.03);
  expect(high).toBeLessThan(0.07);
});

test('one country has no second unit; none, or no question, no pool', () => {
  expect(poolCountries(made(1, 8, 0), topics(8), choices)?.difference?.second).toBe(null);
  expect(poolCountries([], [], choices)).toBe(null);
});
