import { describe, expect, test } from 'vitest';
import { movementBetween } from '../../../core/measures/movement.ts';
import type { Question } from '../../../core/survey/types.ts';
import type { Summary } from '../../../core/study/cueSummary.ts';
import { baselineWords, differenceWords, movementWords, nearerWords } from './words.ts';

const question: Question = {
  id: 'Q6',
  topic: 'Religion and spirituality',
  short: 'Religion',
  text: 'How important is religion?',
  codes: [1, 2, 3],
  options: ['Very', 'Rather', 'Not'],
  leadIn: 'It is',
  continuations: [' very', ' rather', ' not'],
  scale: 'ordinal',
  higher: null
};

describe('sentences', () => {
  const movement = movementBetween(
    { question, figure: { p: [0, 0, 1] } },
    { distribution: [0.6, 0.2, 0.2] },
    { distribution: [0.2, 0.2, 0.6] },
    'jsd-bits'
  );

  test('say what moved the answer, how far and whereto', () => {
    const say = (mover: 'picture' | 'name', reference: 'neutral' | 'country') =>
      movementWords(question, movement, mover, reference, 'Brazil');
    expect(say('picture', 'neutral')).toBe(
      'The picture moved the answer 40 points of 100 towards “Not”.'
    );
    expect(say('picture', 'country')).toContain('than with the name Brazil');
    expect(say('name', 'country')).toContain('The name Brazil moved the answer 40 points');
  });

  test('say whether that is nearer to the people, or that they were not asked', () => {
    expect(nearerWords(movement, 'Brazil', true)).toContain('nearer to what people in Brazil');
    expect(nearerWords(movement, 'Brazil', false)).toContain('were not asked');
  });

  test('claim no difference that chance could make, and none from one question', () => {
    const names = { picture: 'flag.png', country: 'Brazil' };
    const say = (interval: readonly [number, number] | null, mean = 0.02) =>
      differenceWords({ mean, interval, n: 12, p: interval && 0.2 }, names);
    expect(say([-0.01, 0.05])).toMatch(/^No difference that chance could not make/);
    expect(say([0.01, 0.05])).toContain('flag.png brings the model nearer than the name Brazil');
    expect(say([-0.05, -0.01], -0.03)).toContain('The name Brazil brings the model nearer');
    expect(say(null)).toContain('One question only');
  });

  test('hold every similarity against an even spread', () => {
    const of = (mean: number) => ({ mean, interval: null, n: 1 });
    const summary = (...means: number[]): Summary => ({
      cues: means.map((mean) => ({ similarity: of(mean), skill: 0 })),
      uniform: of(0.8),
      otherCountries: of(0.9),
      bestOther: null,
      differences: [],
      n: 1,
      withoutFigure: 0,
      withoutOrder: 0
    });
    const names = ['No cue', 'Name'];
    expect(baselineWords(summary(0.7, 0.75), names, 'Brazil')).toMatch(/^None of the model/);
    expect(baselineWords(summary(0.7, 0.85), names, 'Brazil')).toContain('even spread: Name;');
    expect(baselineWords(summary(0.85, 0.95), names, 'Brazil')).toContain('The best is nearer');
  });
});
