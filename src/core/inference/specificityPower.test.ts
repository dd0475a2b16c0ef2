import { expect, test } from 'vitest';
import { seededRandom } from './random.ts';
import { specificity } from './specificity.ts';
import { detectablePercentile } from './specificityPower.ts';

test('more countries find less, and too few have no test', () => {
  expect(detectablePercentile(4)).toBeNull();
  expect(detectablePercentile(10)).toBeCloseTo(0.756, 3);
  expect(detectablePercentile(25)).toBeCloseTo(0.6618, 3);
});

test('what is promised is found in at least 80% of made-up studies', () => {
  const [K, STUDIES] = [7, 400];
  const random = seededRandom(3);
  // U^r has the mean 1 / (1 + r): the own percentile lies as high as promised, on average.
  const r = 1 / (detectablePercentile(K) ?? NaN) - 1;
  const all = 92;
  const own = Array.from({ length: K }, (_, k) => k);
  let found = 0;
  for (let study = 0; study < STUDIES; study++) {
    const cosine = own.map((k) => {
      const row = Array.from({ length: all }, random);
      row[k] = random() ** r;
      return row;
    });
    found += Number((specificity(cosine, own, study).p ?? 1) < 0.05);
  }
  expect(found / STUDIES).toBeGreaterThan(0.8);
  expect(found / STUDIES).toBeLessThan(0.95);
});
