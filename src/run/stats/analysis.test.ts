import { describe, expect, test } from 'vitest';
import { testPlan, testQuestion } from '../../core/fixtures/asking.ts';
import type { Cue } from '../../core/prompts/types.ts';
import { says } from '../../core/study/fixtures/studyOf.ts';
import type { Scale } from '../../core/survey/types.ts';
import { Analysis } from './analysis.ts';
import { labMaterial } from './material.ts';

/** Three questions; KOR has figures for two of them, BRA for all, DEU for one. */
const figures = new Map([
  [
    'Q1',
    new Map([
      ['KOR', { p: [0.7, 0.2, 0.1] }],
      ['BRA', { p: [0.6, 0.3, 0.1] }],
      ['DEU', { p: [0.1, 0.2, 0.7] }]
    ])
  ],
  [
    'Q2',
    new Map([
      ['KOR', { p: [0.5, 0.5] }],
      ['BRA', { p: [0.4, 0.6] }]
    ])
  ],
  ['Q3', new Map([['BRA', { p: [1, 0] }]])]
]);

/** A run of the Lab: no cue answers with an even spread, the name as the country's people do. */
function lab(
  country: string,
  scales: readonly Scale[] = ['ordinal', 'nominal', 'ordinal']
): Analysis {
  const cues: Cue[] = [{ kind: 'neutral' }, { kind: 'country', country, name: country }];
  const questions = scales.map((scale, k) => ({
    ...testQuestion(`Q${k + 1}`, k === 0 ? 3 : 2),
    scale
  }));
  const analysis = new Analysis();
  analysis.open(
    labMaterial(
      testPlan({ cues, questions }),
      questions.map(({ id, options }) => {
        const even = options.map(() => 1 / options.length);
        return [says(id, even), says(id, figures.get(id)?.get('KOR')?.p ?? even)];
      }),
      (id) => figures.get(id) ?? new Map()
    )
  );
  return analysis;
}

describe('summary', () => {
  const choices = { variant: 'raw', seed: 1, pairs: [[1, 0] as const] } as const;
  const summary = lab('KOR').summary({ ...choices, metric: 'jsd-bits' });

  test('the survey itself has similarity 1 and skill 1, an even spread skill 0', () => {
    expect(summary?.cues[0]?.skill).toBeCloseTo(0, 12);
    expect(summary?.cues[1]?.similarity.mean).toBeCloseTo(1, 12);
    expect(summary?.cues[1]?.skill).toBeCloseTo(1, 12);
    expect(summary?.uniform.mean).toBeCloseTo(summary?.cues[0]?.similarity.mean ?? NaN, 12);
  });

  test('questions without figures, or without order for the metric, are left out and counted', () => {
    expect(summary).toMatchObject({ n: 2, withoutFigure: 1, withoutOrder: 0 });
    const ordered = lab('KOR').summary({ ...choices, metric: 'wasserstein' });
    expect(ordered).toMatchObject({ n: 1, withoutFigure: 1, withoutOrder: 1 });
    expect(ordered?.differences[0]).toMatchObject({ interval: null, p: null });
  });

  test('nothing to compare gives null', () => {
    expect(lab('XXX').summary({ ...choices, metric: 'jsd-bits' })).toBe(null);
  });

  test('the best other country is the nearest over all questions together', () => {
    expect(summary?.bestOther?.country).toBe('BRA');
  });

  test('the difference is the difference of the means', () => {
    const [none, name] = summary?.cues ?? [];
    expect(summary?.differences[0]?.mean).toBeCloseTo(
      (name?.similarity.mean ?? 0) - (none?.similarity.mean ?? 0),
      12
    );
  });
});

test('nearest ranks the country whose answers they are first, all over the same questions', () => {
  const choices = { condition: 0, cue: 1, metric: 'jsd-bits', variant: 'raw', seed: 1 } as const;
  const { ranked, questions } = lab('KOR', ['ordinal', 'ordinal']).nearest(choices);
  expect(ranked.map(({ country }) => country)).toEqual(['KOR', 'BRA', 'DEU']);
  expect(ranked.map(({ similarity }) => similarity.n)).toEqual([1, 1, 1]);
  expect(questions).toHaveLength(1);
});
