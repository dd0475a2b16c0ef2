import { describe, expect, it } from 'vitest';
import { defaultReadout, gradeReading } from './readingCheck.ts';
import { READING_QUESTIONS } from '../prompts/readingQuestions.ts';
import type { Answer } from './types.ts';
import type { Readout } from '../prompts/types.ts';

/** Answers of which the first `right` are right; the others pick the option after the right one. */
function answersWith(readout: Readout, right: number): Answer[] {
  return READING_QUESTIONS.map(({ id, correct }, index) => {
    const chosen = index < right ? correct : (correct + 1) % 4;
    return {
      question: id,
      cue: { kind: 'neutral' },
      readout,
      distribution: [0, 1, 2, 3].map((k) => (k === chosen ? 0.4 : 0.2)),
      orders: [],
      letterMass: null,
      orderSensitivity: null
    };
  });
}

const grades = (letter: number, text: number) =>
  gradeReading([...answersWith('letter', letter), ...answersWith('text', text)]);

describe('reading questions', () => {
  it('put the right option at each place equally often', () => {
    const places = [0, 1, 2, 3].map(
      (place) => READING_QUESTIONS.filter(({ correct }) => correct === place).length
    );
    expect(places).toEqual([6, 6, 6, 6]);
  });

  it('have distinct ids, lead-ins without a trailing space and prefix-free continuations', () => {
    expect(new Set(READING_QUESTIONS.map(({ id }) => id)).size).toBe(24);
    for (const { leadIn, options, continuations, codes } of READING_QUESTIONS) {
      expect(leadIn).toMatch(/\S$/);
      expect(new Set([options.length, continuations.length, codes.length])).toEqual(new Set([4]));
      for (const one of continuations) {
        expect(one).toMatch(/^ \S/);
        expect(continuations.filter((other) => other.startsWith(one))).toEqual([one]);
      }
    }
  });
});

describe('reading check', () => {
  it('counts right answers per readout, with an interval', () => {
    const { letter, text } = grades(6, 18);
    expect(letter).toMatchObject({ correct: 6, n: 24, chance: 0.25 });
    // Wilson's interval for 18 of 24, worked out by hand from its formula.
    expect(text?.interval[0]).toBeCloseTo(0.551, 3);
    expect(text?.interval[1]).toBeCloseTo(0.88, 3);
    expect(gradeReading([])).toEqual({ letter: null, text: null });
  });

  it('counts a tie as wrong: an even spread reads nothing', () => {
    const even = answersWith('text', 24).map((answer) => ({
      ...answer,
      distribution: [0.25, 0.25, 0.25, 0.25]
    }));
    expect(gradeReading(even).text?.correct).toBe(0);
  });

  it.each([
    [6, 18, 'text'],
    [12, 23, 'text'],
    [20, 18, 'letter'],
    [16, 18, 'letter'],
    [6, 6, 'text']
  ] as const)('letters %i and words %i of 24: %s', (letter, text, readout) => {
    expect(defaultReadout(grades(letter, text))).toBe(readout);
  });
});
