import { expect, test } from 'vitest';
import { recognition } from './recognition.ts';

test('sure from a half, lost below a quarter, also without any concept', () => {
  const of = (...weights: number[]) => recognition(weights.map((weight) => ({ weight })));
  expect([of(0.5, 0.4), of(0.49), of(0.25)]).toEqual(['sure', 'unsure', 'unsure']);
  expect([of(0.24, 0.2), of()]).toEqual(['lost', 'lost']);
});
