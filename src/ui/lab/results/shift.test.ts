import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../core/answers/types.ts';
import type { Distribution, Question } from '../../../core/survey/types.ts';
import type { Summary } from '../../../run/stats/stats.ts';
import { closerToSurvey, shiftBetween } from './shift.ts';
import { baselineSentence, differenceSentence, shiftSentence, surveySentence } from './words.ts';

const answer = (distribution: Distribution): Answer => ({
  question: 'Q6',
  cue: { kind: 'neutral' },
  readout: 'text',
  distribution,
  orders: [],
  letterMass: null,
  orderSensitivity: null
});
const question = (scale: Question['scale']): Question => ({
  id: 'Q6',
  topic: 'Religion and spirituality',
  short: 'Religion',
  text: 'How important is religion?',
  codes: [1, 2, 3],
  options: ['Very', 'Rather', 'Not'],
  leadIn: 'It is',
  continuations: [' very', ' rather', ' not'],
  scale,
  higher: null
});
const view = (scale: Question['scale'], p: Distribution | null) => ({
  question: question(scale),
  figure: p && { p, source: 's', wave: 'w', weighted: true, dontKnow: null, noAnswer: null, n: 9 }
});
const [low, high] = [answer([0.6, 0.2, 0.2]), answer([0.2, 0.2, 0.6])];

describe('shiftBetween', () => {
  test('on a scale the move has a direction and an end', () => {
    const shift = shiftBetween(view('ordinal', [0, 0, 1]), low, high, 'jsd-bits');
    expect(shift.moved).toBeCloseTo(0.4, 12);
    expect(shift.signed).toBeCloseTo(0.4, 12);
    expect(shift).toMatchObject({ towards: 2, toSurvey: 'nearer' });
    expect(shiftBetween(view('ordinal', [0, 0, 1]), high, low, 'jsd-bits')).toMatchObject({
      towards: 0,
      toSurvey: 'further'
    });
  });

  test('without order it names the option that gained most', () => {
    const shift = shiftBetween(view('nominal', null), low, high, 'jsd-bits');
    expect(shift).toMatchObject({ signed: null, towards: 2, toSurvey: null });
  });

  test('a spread that moves no mean names the option that gained', () => {
    const middle = answer([0.1, 0.8, 0.1]);
    const ends = answer([0.45, 0.1, 0.45]);
    expect(shiftBetween(view('ordinal', null), ends, middle, 'jsd-bits').towards).toBe(1);
  });

  test('no move is no move', () => {
    const shift = shiftBetween(view('ordinal', [1, 0, 0]), low, low, 'jsd-bits');
    expect(shift).toMatchObject({ moved: 0, towards: null, toSurvey: 'same' });
  });
});

test('a metric without meaning on the question compares nothing', () => {
  expect(closerToSurvey(question('nominal'), [1, 0, 0], low, high, 'wasserstein')).toBe(null);
  expect(closerToSurvey(question('ordinal'), [1, 0, 0], low, high, 'wasserstein')).toBe('first');
});

describe('sentences', () => {
  const shift = shiftBetween(view('ordinal', [0, 0, 1]), low, high, 'jsd-bits');

  test('say what moved the answer, how far and whereto', () => {
    const say = (mover: 'picture' | 'name', reference: 'neutral' | 'country') =>
      shiftSentence(question('ordinal'), shift, mover, reference, 'Brazil');
    expect(say('picture', 'neutral')).toBe(
      'The picture moved the answer 40 points of 100 towards “Not”.'
    );
    expect(say('picture', 'country')).toContain('than with the name Brazil');
    expect(say('name', 'country')).toContain('The name Brazil moved the answer 40 points');
  });

  test('say whether that is nearer to the people, or that they were not asked', () => {
    expect(surveySentence(shift, 'Brazil', true)).toContain('nearer to what people in Brazil');
    expect(surveySentence(shift, 'Brazil', false)).toContain('were not asked');
  });

  test('claim no difference that chance could make, and none from one question', () => {
    const names = { picture: 'flag.png', country: 'Brazil' };
    const say = (interval: readonly [number, number] | null, mean = 0.02) =>
      differenceSentence({ mean, interval, n: 12, p: interval && 0.2 }, names);
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
    expect(baselineSentence(summary(0.7, 0.75), names, 'Brazil')).toMatch(/^None of the model/);
    expect(baselineSentence(summary(0.7, 0.85), names, 'Brazil')).toContain('even spread: Name;');
    expect(baselineSentence(summary(0.85, 0.95), names, 'Brazil')).toContain('The best is nearer');
  });
});
