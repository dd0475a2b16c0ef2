import { describe, expect, test } from 'vitest';
import { cellsBeyondChance, type CellEvidence } from '../../../core/inference/evidence.ts';
import { pairedMean } from '../../../core/inference/pairedMean.ts';
import type { Summary } from '../../../core/study/cueSummary.ts';
import type { CueView } from './views.ts';
import { baselineWords, differenceWords } from './words.ts';

describe('sentences', () => {
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
