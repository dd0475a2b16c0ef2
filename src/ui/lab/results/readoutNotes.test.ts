import { expect, test } from 'vitest';
import type { Answer } from '../../../core/answers/types.ts';
import { isOrderBad, letterReport } from './readoutNotes.ts';
import type { QuestionView } from './views.ts';

const letters = (letterMass: number | null, divergence: number | null, flips = false) =>
  ({
    letterMass,
    orderSensitivity: divergence === null ? null : { divergence, flips }
  }) as Answer;
const views = (...answers: (Answer | null)[]) => [{ answers } as unknown as QuestionView];

test('answers read in words have no letter report', () => {
  expect(letterReport(views(letters(null, null), null))).toBe(null);
});

test('counts low letter masses and averages over orders', () => {
  const report = letterReport(views(letters(0.9, 0.02), letters(0.5, 0.06, true), null));
  expect(report).toMatchObject({ answers: 2, ordered: 2, lowMass: 1, flips: 0.5 });
  expect(report?.divergence).toBeCloseTo(0.04, 12);
  expect(report && isOrderBad(report)).toBe(true);
});

test('one order tells nothing about order', () => {
  const report = letterReport(views(letters(0.9, null)));
  expect(report).toMatchObject({ divergence: null, flips: null });
  expect(report && isOrderBad(report)).toBe(false);
});
