import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from '../../inference/benjaminiHochberg.ts';
import { TOPICS, type Topic } from '../../survey/topics.ts';
import { incomeHistogram } from './incomeHistogram.ts';
import { countryDifference } from './countryDifference.ts';
import { makeStudy } from '../fixtures/study.ts';
import { incomeSimilarity, incomeSet, incomeChange } from './incomeGroups.ts';
import { letterQuality } from '../../measures/letterQuality.ts';
import { letterQualityTable } from './letterQualityTable.ts';
import { StudyStats } from '../studyStats.ts';
import { excludesZero } from '../../inference/evidence.ts';
import type { CaptionBase, StudyTable, TableInput } from './studyTable.ts';
import { packShares } from '../../survey/surveyShares.ts';
import { countrySimilarity } from './countrySimilarity.ts';
import { testedTopics, topicTests } from './topicTests.ts';
import type { PoolResult, TopicResult } from '../studyResults.ts';
import { topicChange, countryTopics } from './topicChange.ts';

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
const input: TableInput = { results, base, set: 'culture', denominator: 'country' };
const people: TableInput = { ...input, set: incomeSet(results) };

/** One column of a table, by its key. */
function column(table: StudyTable, key: string) {
  const at = table.columns.findIndex((each) => each.key === key);
  return table.rows.map((row) => row[at]);
}

describe('every table', () => {
  const tables = {
    countrySimilarity: countrySimilarity(input),
    incomeChange: incomeChange({ ...people, denominator: 'picture' }),
    topicTests: topicTests(input),
    topicChange: topicChange(input),
    incomeHistogram: incomeHistogram(made.frame.pictures, base, 'pmi'),
    countryDifference: countryDifference(input),
    countryTopics: countryTopics(input, 'C01'),
    incomeSimilarity: incomeSimilarity(people),
    letterQuality: letterQualityTable(letterQuality(made.frame, made.columns), base, 'pmi')
  };

  test('has as many cells a row as columns, each column once, and survives JSON', () => {
    for (const [name, table] of Object.entries(tables)) {
      const keys = table.columns.map(({ key }) => key);
      expect(new Set(keys).size, name).toBe(keys.length);
      expect(table.rows.length, name).toBeGreaterThan(0);
      expect(
        table.rows.every((row) => row.length === keys.length),
        name
      ).toBe(true);
      expect(JSON.parse(JSON.stringify(table)), name).toEqual(table);
    }
  });

  test('says in its caption what it rests on', () => {
    expect(tables.incomeChange.caption).toMatchObject({
      metric: 'jsd-bits',
      denominator: 'picture',
      set: 'people',
      incomeYear: 2023,
      orders: 'forward+reverse',
      resamples: 200,
      // Low income is C01 alone, which was not asked three of them.
      questions: [31, 34]
    });
    expect(tables.countrySimilarity.caption).toMatchObject({
      questions: [31, 34],
      pictures: [2, 2]
    });
  });
});

test('countrySimilarity has the cues and baselines of every country and condition, and the mean of all', () => {
  const table = countrySimilarity(input);
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

test('topicChange leaves the unasked topic of one country empty, and marks only clear cells', () => {
  const table = topicChange(input);
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

test("topicTests adjusts each model's topics by themselves", () => {
  const table = topicTests(input);
  const p = column(table, 'p') as (number | null)[];
  const adjusted = column(table, 'adjusted');
  expect(adjusted.slice(0, 15)).toEqual(benjaminiHochberg(p.slice(0, 15)));
  expect(adjusted.slice(15)).toEqual(benjaminiHochberg(p.slice(15)));
});

test('a topic is clear by its adjusted p', () => {
  const pool = results.pools.find((each) => each.pool === 'all');
  const topic = (p: number, k: number) => ({
    ...(pool?.topics[0] as TopicResult),
    topic: TOPICS[k] as Topic,
    difference: { mean: 0.1, interval: null, n: 9, p }
  });
  // Of three tests, .04 is .06 when adjusted.
  const topics = [0.001, 0.04, 0.06].map(topic);
  const tested = testedTopics({ ...(pool as PoolResult), topics });
  expect(tested.slice(0, 3).map(({ clear }) => clear)).toEqual([true, false, false]);
  expect(tested[3]).toMatchObject({ adjusted: null, clear: false });
});

test('incomeChange is about people where a study has them', () => {
  expect(incomeSet(results)).toBe('people');
  const table = incomeChange(people);
  expect(new Set(column(table, 'income'))).toEqual(new Set(['high', 'low']));
  const without = { ...results, pools: results.pools.filter(({ set }) => set !== 'people') };
  expect(incomeSet(without)).toBe('culture');
});

test('incomeHistogram: quarters of a decade; edges belong to the bin above them', () => {
  const incomes = [100, 177, 178, 999.9, 1000, null, 0, -5];
  const pictures = incomes.map((incomeUsdPerMonth) => ({ country: 'IND', incomeUsdPerMonth }));
  const table = incomeHistogram(pictures, base, 'pmi');
  expect(table.rows.map((row) => row[3])).toEqual([2, 1, 0, 1, 1]);
  expect(table.rows[0]?.[0]).toBeCloseTo(100, 9);
  expect(table.rows[0]?.[1]).toBeCloseTo(177.827941, 5);
  expect(incomeHistogram([], base, 'pmi').rows).toEqual([]);
});

test('an interval that touches 0 does not leave it out', () => {
  expect(excludesZero({ mean: 1, interval: [0, 2], n: 3 })).toBe(false);
  expect(excludesZero({ mean: 1, interval: [0.1, 2], n: 3 })).toBe(true);
  expect(excludesZero({ mean: -1, interval: null, n: 1 })).toBe(false);
});
