import { expect, it } from 'vitest';
import { blankDifferences, blankPositives } from './blanks.ts';
import { SIZES } from './falsePositives.ts';

const TIMES = 1500;
/** Three standard errors of the simulation itself: twelve cells are looked at. */
const SLACK = 3 * Math.sqrt((0.05 * 0.95) / TIMES);
const differences = await blankDifferences('public/example-study/example.zip');

it('the example’s blanks, of four sentences, held against every country', () => {
  expect(differences).toHaveLength(4 * 3 * 92);
});

it.each(SIZES)('one blank against another is nothing, %i questions', (n) => {
  const { flips, interval } = blankPositives(differences, n, TIMES, true);
  expect(flips).toBeLessThanOrEqual(0.05 + SLACK);
  expect(interval).toBeLessThanOrEqual(0.05 + SLACK);
  if (n >= 15) expect(flips).toBeGreaterThan(0.02);
});
