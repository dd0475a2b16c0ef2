import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from '../inference/benjaminiHochberg.ts';
import { toAnswer } from '../answers/answer.ts';
import { TOPICS } from '../survey/types.ts';
import { rawAnswerAt } from '../answers/answerRow.ts';
import { figure5 } from './tables/incomeHistogram.ts';
import { figure6 } from './tables/countryDifference.ts';
import { makeStudy } from './fixtures/study.ts';
import { figure9, incomeSet, table2 } from './tables/incomeGroups.ts';
import { PAPER_MODELS, PAPER_TABLE1, PAPER_TABLE2, PAPER_TABLE3 } from './tables/paperValues.ts';
import { letterQuality } from '../measures/letterQuality.ts';
import { qualityTable } from './tables/letterQualityTable.ts';
import { StudyStats } from './studyStats.ts';
import { excludesZero, type CaptionBase, type StudyTable } from './tables/studyTable.ts';
import { packShares } from '../survey/surveyShares.ts';
import { table1 } from './tables/countrySimilarity.ts';
import { table3 } from './tables/topicTests.ts';
import { figure4, figure8 } from './tables/topicChange.ts';

const made = makeStudy({
  conditions: 2,
  countries: 4,
  questions: 34,
  categories: ['food', 'dress', 'people'],
  surveyed: 5
});
const stats = new StudyStats(
  made.frame,
  made.columns,
  packShares(made.frame.questions, (id) =>
    // Nobody in C01 was asked about the first topic (Q1, Q16, Q31).
    ['Q1', 'Q16', 'Q31'].includes(id)
      ? new Map([...made.figuresOf(id)].filter(([country]) => country !== 'C01'))
      : made.figuresOf(id)
  )
);
const results = stats.results({ metric: 'jsd-bits', variant: 'pmi', seed: 1, resamples: 200 });
const base: CaptionBase = {
  survey: { id: 's', name: 'S', hash: 'h' },
  incomeYear: 2023,
  orders: 'forward+reverse',
  dontKnow: 'omit',
  conditions: made.frame.conditions,
  inclusion: 'all'
};

/** One column of a table, by its key. */
function column(table: StudyTable, key: string) {
  const at = table.columns.findIndex((each) => each.key === key);
  return table.rows.map((row) => row[at]);
}

describe('every table', () => {
  const change = { denominator: 'country', set: 'culture' } as const;
  const tables = [
    table1(results, base),
    table2(results, base, 'picture'),
    table3(results, base),
    figure4(results, base, change),
    figure5(made.frame.pictures, base, 'pmi'),
    figure6(results, base),
    figure8(results, base, 'C01', change),
    figure9(results, base),
    qualityTable(letterQuality(made.frame, made.columns), base, 'pmi')
  ];

  test('has as many cells a row as columns, each column once, and survives JSON', () => {
    for (const table of tables) {
      const keys = table.columns.map(({ key }) => key);
      expect(new Set(keys).size, table.id).toBe(keys.length);
      expect(table.rows.length, table.id).toBeGreaterThan(0);
      expect(
        table.rows.every((row) => row.length === keys.length),
        table.id
      ).toBe(true);
      expect(JSON.parse(JSON.stringify(table)), table.id).toEqual(table);
    }
  });

  test('says in its caption what it rests on', () => {
    expect(tables[1]?.caption).toMatchObject({
      metric: 'jsd-bits',
      denominator: 'picture',
      set: 'people',
      incomeYear: 2023,
      orders: 'forward+reverse',
      resamples: 200,
      // Low income is C01 alone, which was not asked three of them.
      questions: [31, 34]
    });
    expect(tables[0]?.caption).toMatchObject({ questions: [31, 34], pictures: [2, 2] });
  });
});

test('Table 1 has the cues and baselines of every country and condition, and the mean of all', () => {
  const table = table1(results, base);
  // 2 conditions x (4 countries x 6 rows + name and picture of all).
  expect(table.rows).toHaveLength(2 * (4 * 6 + 2));
  expect(column(table, 'cue').slice(0, 6)).toEqual([
    'name',
    'picture',
    'neutral',
    'uniform',
    'otherCountries',
    'bestOther'
  ]);
  expect(column(table, 'skill')[3]).toBe(null);
});

test('Figure 4 leaves the unasked topic of one country empty, and marks only clear cells', () => {
  const table = figure4(results, base, { denominator: 'country', set: 'culture' });
  expect(table.rows).toHaveLength(2 * 4 * TOPICS.length);
  const missing = table.rows.filter((row) => row[5] === null);
  expect(missing.map((row) => [row[3], row[4]])).toEqual([
    [TOPICS[0], 'C01'],
    [TOPICS[0], 'C01']
  ]);
  const [low, high] = [column(table, 'changeLow'), column(table, 'changeHigh')];
  column(table, 'clear').forEach((clear, k) => {
    const [from, to] = [low[k], high[k]];
    const outside = typeof from === 'number' && typeof to === 'number' && (from > 0 || to < 0);
    expect(clear ?? 0).toBe(Number(outside));
  });
});

test("Table 3 adjusts each model's topics by themselves", () => {
  const table = table3(results, base);
  const p = column(table, 'p') as (number | null)[];
  const adjusted = column(table, 'adjusted');
  expect(adjusted.slice(0, 15)).toEqual(benjaminiHochberg(p.slice(0, 15)));
  expect(adjusted.slice(15)).toEqual(benjaminiHochberg(p.slice(15)));
});

test('Table 2 is about people where a study has them', () => {
  expect(incomeSet(results)).toBe('people');
  const table = table2(results, base, 'country');
  expect(new Set(column(table, 'income'))).toEqual(new Set(['high', 'low']));
  const without = { ...results, pools: results.pools.filter(({ set }) => set !== 'people') };
  expect(table2(without, base, 'country').caption.set).toBe('culture');
});

test('Figure 5: quarters of a decade; edges belong to the bin above them', () => {
  const incomes = [100, 177, 178, 999.9, 1000, null, 0, -5];
  const pictures = incomes.map((incomeUsdPerMonth) => ({ country: 'IND', incomeUsdPerMonth }));
  const table = figure5(pictures, base, 'pmi');
  expect(table.rows.map((row) => row[3])).toEqual([2, 1, 0, 1, 1]);
  expect(table.rows[0]?.[0]).toBeCloseTo(100, 9);
  expect(table.rows[0]?.[1]).toBeCloseTo(177.827941, 5);
  expect(figure5([], base, 'pmi').rows).toEqual([]);
});

test("letter quality is the mean of toAnswer's letter mass and order sensitivity", () => {
  const found = letterQuality(made.frame, made.columns);
  expect(found).toHaveLength(6);
  const answers = Array.from({ length: made.columns.length }, (_, row) => row)
    .filter((row) => made.columns.condition[row] === 1)
    .map((row) => toAnswer(rawAnswerAt(made.columns, row, made.frame), { variant: 'pmi' }))
    .filter(({ cue }) => cue.kind === 'country');
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
  const own = found.find(({ condition, cue }) => condition === 1 && cue === 'country');
  expect(own?.answers).toBe(4 * 34);
  expect(own?.letterMass).toBeCloseTo(mean(answers.map(({ letterMass }) => letterMass ?? NaN)), 12);
  expect(own?.divergence).toBeCloseTo(
    mean(answers.map(({ orderSensitivity }) => orderSensitivity?.divergence ?? NaN)),
    12
  );
  expect(own?.flips).toBeCloseTo(
    mean(answers.map(({ orderSensitivity }) => Number(orderSensitivity?.flips))),
    12
  );
});

test('an interval that touches 0 does not leave it out', () => {
  expect(excludesZero({ mean: 1, interval: [0, 2], n: 3 })).toBe(false);
  expect(excludesZero({ mean: 1, interval: [0.1, 2], n: 3 })).toBe(true);
  expect(excludesZero({ mean: -1, interval: null, n: 1 })).toBe(false);
});

describe("the paper's printed values", () => {
  test('agree with what its text says about them', () => {
    expect(PAPER_TABLE1['13B'].name['BRA']).toBe(0.6);
    expect(PAPER_TABLE1['13B'].picture['FRA']).toBe(0.63);
    expect([PAPER_TABLE1['34B'].name['USA'], PAPER_TABLE1['34B'].picture['PAK']]).toEqual([
      0.73, 0.74
    ]);
    expect(PAPER_TABLE2.low['72B']['Politics and policy']).toBe(27.62);
    expect(PAPER_TABLE2.high['72B']['Security']).toBe(10.94);
    expect(PAPER_TABLE2.low['13B']['Gender and LGBTQ']).toBe(-14.77);
    expect(PAPER_TABLE2.high['34B']['Race and ethnicity']).toBe(14.03);
    expect(PAPER_TABLE3['34B']['Religion and spirituality']).toBe(0.005);
  });

  test('are complete', () => {
    for (const model of PAPER_MODELS) {
      const all = [
        ...Object.values(PAPER_TABLE1[model].name),
        ...Object.values(PAPER_TABLE1[model].picture),
        ...Object.values(PAPER_TABLE2.high[model]),
        ...Object.values(PAPER_TABLE2.low[model]),
        ...Object.values(PAPER_TABLE3[model])
      ];
      expect(all.filter(Number.isFinite)).toHaveLength(10 + 10 + 15 * 3);
    }
  });
});
