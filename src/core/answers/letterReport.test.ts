import { expect, test } from 'vitest';
import { letterReport } from './letterReport.ts';
import type { Answer } from './types.ts';

const letters = (letterMass: number | null, divergence: number | null, flips = false) =>
  ({
    letterMass,
    orderSensitivity: divergence === null ? null : { divergence, flips }
  }) as Answer;

test('answers read in words have no letter report', () => {
  expect(letterReport([letters(null, null), null])).toBe(null);
});

test('counts low letter masses and averages over orders', () => {
  const report = letterReport([letters(0.9, 0.02), letters(0.5, 0.06, true), null]);
  expect(report).toMatchObject({ answers: 2, ordered: 2, lowMass: 1, mass: 'low' });
  expect(report?.order).toMatchObject({ flips: 0.5, verdict: 'bad' });
  expect(report?.order?.divergence).toBeCloseTo(0.04, 12);
});

test('answers that follow the place of an option are bad without a single flip', () => {
  const verdict = (divergence: number) => letterReport([letters(0.9, divergence)])?.order?.verdict;
  expect(verdict(0.1)).toBe('bad');
  expect(verdict(0.09)).toBe('fine');
});

test('one order tells nothing about order', () => {
  expect(letterReport([letters(0.9, null)])).toMatchObject({ order: null, mass: 'fine' });
});
