import { describe, expect, test } from 'vitest';
import { agreement } from './agreement.ts';
import { counterfactual, type AnswerPair } from './counterfactual.ts';
import { distributionsOf } from '../answers/distributions.ts';
import { makeStudy } from '../study/fixtures/study.ts';
import { answerCells, cuePairs } from '../study/pairCells.ts';

const pairs: AnswerPair[] = [
  {
    question: { id: 'Q1', topic: 'Security', scale: 'ordinal' },
    first: [0.5, 0.5, 0],
    second: [0.5, 0.4, 0.1]
  },
  {
    question: { id: 'Q2', topic: 'Security', scale: 'nominal' },
    first: [0.9, 0.1],
    second: [0.2, 0.8]
  },
  {
    question: { id: 'Q3', topic: 'Security', scale: 'ordinal' },
    first: [0.4, 0.6],
    second: [0.6, 0.4]
  }
];
const figures = new Map([
  ['Q1', new Map([['KOR', { p: [0, 0, 1] }]])],
  ['Q3', new Map([['KOR', { p: [1, 0] }]])]
]);
const figuresOf = (id: string) => figures.get(id) ?? new Map<string, { p: number[] }>();

describe('two pictures side by side', () => {
  const found = counterfactual(pairs, figuresOf, ['KOR', 'BRA'], {
    metric: 'wasserstein',
    seed: 1
  });

  test('what moved most comes first; a nominal question has no direction', () => {
    expect(found.questions.map(({ question }) => question)).toEqual(['Q2', 'Q3', 'Q1']);
    expect(found.questions[0]?.moved).toBeCloseTo(0.7, 12);
    expect(found.questions.map(({ move }) => move)).toEqual([
      null,
      expect.closeTo(-0.2, 12),
      expect.closeTo(0.05, 12)
    ]);
    expect(found.moved?.mean).toBeCloseTo((0.1 + 0.7 + 0.2) / 3, 12);
    expect(found.move?.mean).toBeCloseTo(-0.075, 12);
  });

  test('nearer to a country by the mean difference: Q1 .05, Q3 .2; none for one without figures', () => {
    expect(found.countries).toHaveLength(1);
    expect(found.countries[0]?.difference.mean).toBeCloseTo(0.125, 12);
    // Two questions: their resamples' means are .05, .125 and .2.
    expect(found.countries[0]?.difference.interval).toEqual([
      expect.closeTo(0.05, 12),
      expect.closeTo(0.2, 12)
    ]);
  });

  test('nothing to compare', () => {
    expect(counterfactual([], figuresOf, ['KOR'], { metric: 'jsd-bits', seed: 1 })).toEqual({
      questions: [],
      moved: null,
      move: null,
      countries: []
    });
  });
});

describe('agreement', () => {
  const seed = { seed: 1 };

  test('of the same answers is complete, of opposite ones none (1 bit)', () => {
    const [p, q] = [
      [0.7, 0.3],
      [0.2, 0.8]
    ];
    const cells = [
      { question: 0, ways: [p, p] },
      { question: 1, ways: [q, q] }
    ];
    expect(agreement(cells, seed)).toMatchObject({
      divergence: { mean: 0, n: 2 },
      firstChoice: { mean: 1 },
      chance: 0.5
    });
    const ways = [
      [1, 0],
      [0, 1]
    ];
    const opposite = agreement([{ question: 4, ways }], seed);
    expect(opposite?.divergence).toEqual({ mean: 1, interval: null, n: 1 });
    expect(opposite?.firstChoice.mean).toBe(0);
  });

  test('of three ways is over their three pairs, cues of one question count as one', () => {
    const three = [
      [0.6, 0.2, 0.2],
      [0.5, 0.3, 0.2],
      [0.2, 0.3, 0.5]
    ];
    const same = [three[0] ?? [], three[0] ?? []];
    const found = agreement(
      [
        { question: 3, ways: three },
        { question: 3, ways: same },
        { question: 4, ways: [[1, 0]] }
      ],
      seed
    );
    expect(found?.firstChoice).toMatchObject({ n: 1 });
    expect(found?.firstChoice.mean).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(found?.chance).toBeCloseTo(1 / 3, 12);
    expect(agreement([{ question: 0, ways: [[1, 0]] }], seed)).toBe(null);
  });
});

test('pairs and cells hold what the columns hold', () => {
  const made = makeStudy({
    conditions: 2,
    countries: 2,
    questions: 6,
    categories: ['food'],
    surveyed: 2
  });
  const { frame, columns } = made;
  const distributions = distributionsOf(columns, 'pmi');
  const at = (condition: number, cue: number, question: number) => {
    const row = (condition * frame.cues.length + cue) * 6 + question;
    return [...distributions.p.subarray(distributions.start[row], distributions.start[row + 1])];
  };
  const found = cuePairs(frame, columns, distributions, { condition: 1, first: 4, second: 3 });
  expect(found).toHaveLength(6);
  expect(found[2]).toMatchObject({ first: at(1, 4, 2), second: at(1, 3, 2) });
  const cells = answerCells(frame, columns, distributions, [1, 0]);
  expect(cells).toHaveLength(frame.cues.length * 6);
  expect(cells[7]).toEqual({ question: 1, ways: [at(1, 1, 1), at(0, 1, 1)] });
});
