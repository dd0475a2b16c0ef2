import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessScore, type Guessed } from './guessScore.ts';

const place = fc.double({ min: 0, max: 1, noNaN: true });
const guessed: fc.Arbitrary<Guessed> = fc.record({
  guess: place,
  truth: place,
  start: fc.option(place, { nil: null })
});

describe('the score of guesses', () => {
  test('by hand: .1 and .3 away; the middle .2 and .4; where it stood .3 and .1', () => {
    const found = guessScore([
      { guess: 0.4, truth: 0.3, start: 0.6 },
      { guess: 0.6, truth: 0.9, start: 0.8 }
    ]);
    expect(found?.own).toEqual({ mean: expect.closeTo(0.2, 12), n: 2, interval: null });
    expect(found?.middle.mean).toBeCloseTo(0.3, 12);
    expect(found?.still?.mean).toBeCloseTo(0.2, 12);
    // Held against where it stood, the nearer rule: .1 - .3 and .3 - .1.
    expect(found?.behind).toMatchObject({ mean: expect.closeTo(0, 12), n: 2, p: null });
  });

  test('a start that is not known of one question leaves that rule out', () => {
    const found = guessScore([
      { guess: 0.4, truth: 0.3, start: 0.6 },
      { guess: 0.6, truth: 0.9, start: null }
    ]);
    expect(found?.still).toBeNull();
    expect(guessScore([])).toBeNull();
  });

  test('lies in [0, 1], is 0 only on the spot, and guessing a rule is as far away as the rule', () => {
    fc.assert(
      fc.property(fc.array(guessed, { minLength: 1, maxLength: 12 }), (guesses) => {
        const found = guessScore(guesses);
        expect(found?.own.mean).toBeGreaterThanOrEqual(0);
        expect(found?.own.mean).toBeLessThanOrEqual(1);
        const spot = guesses.map((each) => ({ ...each, guess: each.truth }));
        expect(guessScore(spot)?.own.mean).toBe(0);
        const middle = guessScore(guesses.map((each) => ({ ...each, guess: 0.5 })));
        expect(middle?.own.mean).toBe(middle?.middle.mean);
        // The nearer rule is chosen by its mean, this is a mean of differences: they round apart.
        expect(middle?.behind.mean).toBeGreaterThanOrEqual(-1e-12);
      })
    );
  });

  test('an end for an end changes nothing', () => {
    const turned = ({ guess, truth, start }: Guessed) => ({
      guess: 1 - guess,
      truth: 1 - truth,
      start: start === null ? null : 1 - start
    });
    fc.assert(
      fc.property(fc.array(guessed, { minLength: 1, maxLength: 12 }), (guesses) => {
        const there = guessScore(guesses)?.own.mean ?? NaN;
        expect(guessScore(guesses.map(turned))?.own.mean).toBeCloseTo(there, 12);
      })
    );
  });
});
