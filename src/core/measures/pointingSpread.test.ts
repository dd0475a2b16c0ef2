import { expect, it } from 'vitest';
import { seededRandom } from '../inference/random.ts';
import { mean } from '../mean.ts';
import { pointing } from './pointing.ts';
import { questionPseudoValues } from './pointingSpread.ts';

const random = seededRandom(5);
const grid = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Float64Array.from({ length: columns }, () => random() - 0.5));

it('pseudo-values are those of pointing computed anew without each question', () => {
  const [shifts, positions] = [grid(9, 12), grid(15, 12)];
  (shifts[2] as Float64Array)[4] = NaN;
  (positions[3] as Float64Array)[7] = NaN;
  // Nobody was asked the last question.
  shifts.forEach((row) => (row[11] = NaN));
  const own = [0, 0, 1, 1, 1, 2, 3, -1, 3];
  const statistic = (leftOut: number) => {
    const without = (rows: Float64Array[]) =>
      rows.map((row) => row.filter((_, q) => q !== leftOut));
    const { percentile } = pointing(without(shifts), without(positions), own);
    return mean(
      [0, 1, 2, 3].map((place) =>
        mean([...percentile].filter((value, x) => own[x] === place && !Number.isNaN(value)))
      )
    );
  };
  const found = questionPseudoValues(shifts, positions, own);
  expect(found).toHaveLength(11);
  found.forEach((value, q) =>
    expect(value).toBeCloseTo(11 * statistic(-1) - 10 * statistic(q), 10)
  );
});
