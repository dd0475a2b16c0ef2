import { describe, expect, test } from 'vitest';
import { answerCells, agreement } from './agreement.ts';
import { counterfactual, cuePairs } from './counterfactual.ts';
import { studyOf } from '../study/fixtures/studyOf.ts';
import { makeStudy } from '../study/fixtures/study.ts';
import { StudyData } from '../study/studyData.ts';
import { packShares } from '../survey/surveyShares.ts';

const stats = studyOf([
  {
    id: 'Q1',
    scale: 'ordinal',
    answers: [
      [0.5, 0.5, 0],
      [0.5, 0.4, 0.1]
    ],
    people: { KOR: [0, 0, 1] }
  },
  {
    id: 'Q2',
    scale: 'nominal',
    answers: [
      [0.9, 0.1],
      [0.2, 0.8]
    ],
    people: {}
  },
  {
    id: 'Q3',
    scale: 'ordinal',
    answers: [
      [0.4, 0.6],
      [0.6, 0.4]
    ],
    people: { KOR: [1, 0] }
  }
]);
const choices = { condition: 0, first: 0, second: 1, variant: 'raw', seed: 1 } as const;

describe('two pictures side by side', () => {
  const found = counterfactual(stats, {
    ...choices,
    metric: 'wasserstein',
    countries: ['KOR', 'BRA']
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
    // Two questions are too few for an interval.
    expect(found.countries[0]?.difference).toMatchObject({ interval: null, p: null, n: 2 });
  });

  test('nothing to compare', () => {
    expect(
      counterfactual(studyOf([]), { ...choices, metric: 'jsd-bits', countries: ['KOR'] })
    ).toEqual({
      questions: [],
      moved: null,
      move: null,
      countries: []
    });
  });
});

describe('agreement', () => {
  test('of the same answers is complete, of opposite ones none (1 bit)', () => {
    const [p, q] = [
      [0.7, 0.3],
      [0.2, 0.8]
    ];
    const cells = [
      { question: 0, ways: [p, p] },
      { question: 1, ways: [q, q] }
    ];
    expect(agreement(cells)).toMatchObject({
      divergence: { mean: 0, n: 2 },
      firstChoice: { mean: 1 },
      chance: 0.5
    });
    const ways = [
      [1, 0],
      [0, 1]
    ];
    const opposite = agreement([{ question: 4, ways }]);
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
    const found = agreement([
      { question: 3, ways: three },
      { question: 3, ways: same },
      { question: 4, ways: [[1, 0]] }
    ]);
    expect(found?.firstChoice).toMatchObject({ n: 1 });
    expect(found?.firstChoice.mean).toBeCloseTo((1 / 3 + 1) / 2, 12);
    expect(found?.chance).toBeCloseTo(1 / 3, 12);
    expect(agreement([{ question: 0, ways: [[1, 0]] }])).toBe(null);
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
  const study = new StudyData(frame, columns, packShares(frame.questions, made.figuresOf));
  const rowAt = (condition: number, cue: number, question: number) =>
    (condition * frame.cues.length + cue) * 6 + question;
  const found = cuePairs(study, { condition: 1, first: 4, second: 3 });
  expect(found).toHaveLength(6);
  expect(found[2]).toMatchObject({ first: rowAt(1, 4, 2), second: rowAt(1, 3, 2) });
  const cells = answerCells(study, 'pmi', [1, 0]);
  expect(cells).toHaveLength(frame.cues.length * 6);
  const ways = [rowAt(1, 1, 1), rowAt(0, 1, 1)].map((row) => study.answer(row, 'pmi'));
  expect(cells[7]).toEqual({ question: 1, ways });
});
