import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guessFromTrial } from './timeGuess.ts';

const ms = fc.double({ min: 1, max: 1e5, noNaN: true });

test('a device that takes twice as long for the trial is guessed to take twice as long for all', () => {
  fc.assert(
    fc.property(ms, (trial) => {
      const [one, two] = [guessFromTrial(trial), guessFromTrial(2 * trial)];
      expect(two.answersPerMinute).toBeCloseTo(one.answersPerMinute / 2, 6);
      expect(two.startSeconds).toBeCloseTo(2 * one.startSeconds, 6);
    })
  );
});

test('the guess says how far it may be off', () => {
  expect(guessFromTrial(100).factor).toBeGreaterThan(1);
});
