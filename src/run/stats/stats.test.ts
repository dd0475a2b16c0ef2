import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packFigures, Stats, type AskedQuestion } from './stats.ts';

/** Three questions; KOR has figures for two of them, BRA for all, DEU for one. */
const figures = {
  Q1: new Map([
    ['KOR', { p: [0.7, 0.2, 0.1] }],
    ['BRA', { p: [0.6, 0.3, 0.1] }],
    ['DEU', { p: [0.1, 0.2, 0.7] }]
  ]),
  Q2: new Map([
    ['KOR', { p: [0.5, 0.5] }],
    ['BRA', { p: [0.4, 0.6] }]
  ]),
  Q3: new Map([['BRA', { p: [1, 0] }]])
};

function stats(): Stats {
  const made = new Stats();
  made.addFigures(Object.entries(figures).map(([id, map]) => packFigures(id, map)));
  return made;
}

const questions: AskedQuestion[] = [
  {
    question: 'Q1',
    scale: 'ordinal',
    answers: [
      [1 / 3, 1 / 3, 1 / 3],
      [0.7, 0.2, 0.1]
    ]
  },
  {
    question: 'Q2',
    scale: 'nominal',
    answers: [
      [0.5, 0.5],
      [0.5, 0.5]
    ]
  },
  {
    question: 'Q3',
    scale: 'ordinal',
    answers: [
      [0.5, 0.5],
      [0.5, 0.5]
    ]
  }
];

describe('summary', () => {
  const request = { country: 'KOR', seed: 1, questions, pairs: [[1, 0] as const] };

  test('the survey itself has similarity 1 and skill 1, an even spread skill 0', () => {
    const summary = stats().summary({ ...request, metric: 'jsd-bits' });
    expect(summary?.cues[0]?.skill).toBeCloseTo(0, 12);
    expect(summary?.cues[1]).toMatchObject({ similarity: { mean: 1 }, skill: 1 });
    expect(summary?.uniform.mean).toBe(summary?.cues[0]?.similarity.mean);
  });

  test('questions without figures, or without order for the metric, are left out and counted', () => {
    expect(stats().summary({ ...request, metric: 'jsd-bits' })).toMatchObject({
      n: 2,
      withoutFigure: 1,
      withoutOrder: 0
    });
    const ordered = stats().summary({ ...request, metric: 'wasserstein' });
    expect(ordered).toMatchObject({ n: 1, withoutFigure: 1, withoutOrder: 1 });
    expect(ordered?.differences[0]).toMatchObject({ interval: null, p: null });
  });

  test('nothing to compare gives null', () => {
    expect(stats().summary({ ...request, country: 'XXX', metric: 'jsd-bits' })).toBe(null);
  });

  test('the best other country is the nearest over all questions together', () => {
    expect(stats().summary({ ...request, metric: 'jsd-bits' })?.bestOther?.country).toBe('BRA');
  });

  test('the difference is the difference of the means', () => {
    const summary = stats().summary({ ...request, metric: 'jsd-bits' });
    const [none, name] = summary?.cues ?? [];
    expect(summary?.differences[0]?.mean).toBeCloseTo(
      (name?.similarity.mean ?? 0) - (none?.similarity.mean ?? 0),
      12
    );
  });
});

describe('nearest', () => {
  test('ranks the country whose answers they are first, with its own n', () => {
    const own = (['Q1', 'Q2'] as const).map((question) => ({
      question,
      scale: 'ordinal' as const,
      answers: [figures[question].get('KOR')?.p ?? []]
    }));
    const ranked = stats().nearest({ metric: 'jsd-bits', seed: 1, questions: own });
    expect(ranked.map(({ country }) => country)).toEqual(['KOR', 'BRA', 'DEU']);
    expect(ranked.map(({ similarity }) => similarity.n)).toEqual([2, 2, 1]);
  });
});

test('packing and unpacking keep every share', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(share, { minLength: 2, maxLength: 11 }), (p) => {
      const packed = packFigures('Q1', new Map([['KOR', { p }]]));
      expect([...packed.shares]).toEqual(p);
    })
  );
});
