import { describe, expect, test } from 'vitest';
import { cellsBeyondChance, type CellEvidence } from '../../../core/inference/evidence.ts';
import { pairedMean } from '../../../core/inference/pairedMean.ts';
import { movementBetween } from '../../../core/measures/movement.ts';
import type { Question } from '../../../core/survey/types.ts';
import type { Summary } from '../../../core/study/cueSummary.ts';
import type { CueView } from './views.ts';
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
    [{ distribution: [0.6, 0.2, 0.2] }],
    { distribution: [0.2, 0.2, 0.6] },
    'jsd-bits'
  );
  const blanks = { ...movement, reach: 0.2 };

  test('say what moved the answer, how far, whereto and from where', () => {
    expect(movementWords(question, { movement, from: 'neutral' }, 'picture', 'Brazil')).toBe(
      'The picture moves the mean answer 40 points of 100 along the scale towards “Not”, measured from the answer without a cue.'
    );
    expect(movementWords(question, { movement, from: 'country' }, 'picture', 'Brazil')).toMatch(
      /measured from the answer to the name Brazil\.$/
    );
    expect(movementWords(question, { movement, from: 'frame' }, 'name', 'Brazil')).toMatch(
      /^The name Brazil moves .* from the answer to its sentence without a name\.$/
    );
  });

  test('say whether a blank picture does as much', () => {
    const say = (reach: number) =>
      movementWords(
        question,
        { movement: { ...blanks, reach }, from: 'blank' },
        'picture',
        'Brazil'
      );
    expect(say(0.2)).toMatch(
      /That is more than one blank picture moves it from another \(up to 20\)/
    );
    expect(say(0.4)).toMatch(/within a blank picture’s reach: one moves it up to 40 from another/);
    expect(say(0.0001)).toContain('(up to 0.1)');
  });

  test('say than what it is nearer to the people, or that they were not asked', () => {
    const of = { movement, from: 'blank' } as const;
    expect(nearerWords(of, 'Brazil', true)).toBe(
      'By the chosen similarity it comes nearer to people in Brazil than the mean answer to blank pictures.'
    );
    expect(nearerWords(of, 'Brazil', false)).toContain('were not asked');
  });

  test('claim a difference only beyond chance, and say of a null what would have been found', () => {
    const names = { picture: 'flag.png', country: 'Brazil' };
    const say = (differences: number[]) => {
      const tested = pairedMean(differences, { seed: 1 });
      const [evidence] = cellsBeyondChance([[tested]]);
      return differenceWords(tested, evidence as CellEvidence, names);
    };
    const sure = [0.01, 0.02, 0.03, 0.01, 0.02, 0.05, 0.01, 0.02];
    expect(say(sure)).toContain('flag.png brings the model nearer than the name Brazil');
    expect(say(sure.map((value) => -value))).toContain('The name Brazil brings the model nearer');
    const chance = say(sure.map((value, k) => value * (-1) ** k));
    expect(chance).toMatch(/cannot be told over 8 questions .* difference of 0\.0\d\d or more/);
    expect(chance).not.toMatch(/no difference|equally/i);
    expect(say(sure.slice(0, 5))).toContain('5 questions are too few');
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
    const cues: CueView[] = [
      { key: 'neutral', name: 'No cue', cue: { kind: 'neutral' } },
      {
        key: 'country:BRA',
        name: 'Name',
        cue: { kind: 'country', country: 'BRA', name: 'Brazil' }
      },
      { key: 'frame', name: 'Frame', cue: { kind: 'frame' } }
    ];
    expect(baselineWords(summary(0.7, 0.75), cues, 'Brazil')).toMatch(/^None of the model/);
    expect(baselineWords(summary(0.7, 0.85), cues, 'Brazil')).toContain('even spread: Name;');
    expect(baselineWords(summary(0.85, 0.95), cues, 'Brazil')).toContain(
      'The best is at least as near'
    );
  });
});
