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
import { pairedMean } from '../../inference/pairedMean.ts';
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
      // Four countries are too few to be resampled.
      resamples: null,
      // C01 was not asked three of them: all are compared over the others.
      questions: [31, 31]
    });
    expect(tables.countrySimilarity.caption).toMatchObject({
      questions: [31, 31],
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

test('topicChange leaves a topic empty that one country was not asked, and colours nothing from two pictures', () => {
  const table = topicChange(input);
  expect(table.rows).toHaveLength(2 * 4 * TOPICS.length);
  const missing = table.rows.filter((row) => row[5] === null);
  // What one country was not asked, the others are not compared over.
  expect(new Set(missing.map((row) => row[3]))).toEqual(new Set([TOPICS[0]]));
  expect(missing).toHaveLength(2 * 4);
  // Two pictures: what holds for them says nothing of a set of pictures.
  expect(new Set(column(table, 'clear'))).toEqual(new Set([0, null]));
  expect(column(table, 'tooFew').every((few) => few !== 0)).toBe(true);
});

/** A pool with made differences: per topic one a question, all countries alike. */
function poolOf(topics: readonly (readonly number[])[], condition = 0): PoolResult {
  const pool = results.pools.find((each) => each.pool === 'all') as PoolResult;
  return {
    ...pool,
    condition,
    topics: topics.map((differences, k): TopicResult => {
      const tested = { ...pairedMean(differences, { seed: 1 }), second: null };
      return {
        ...(pool.topics[0] as TopicResult),
        topic: TOPICS[k] as Topic,
        n: differences.length,
        difference: tested
      };
    })
  };
}
const sure = Array.from({ length: 9 }, (_, q) => 0.1 + q * 0.01);
const unsure = sure.map((value, q) => value * (-1) ** q);

test('all topics of all models are adjusted together', () => {
  const pools = [poolOf([sure, unsure]), poolOf([unsure, sure], 1)];
  const tested = testedTopics(pools);
  const known = tested.filter(({ tested: found }) => found);
  expect(known.map(({ evidence }) => evidence.adjusted)).toEqual(
    benjaminiHochberg(known.map(({ tested: found }) => found?.p ?? null))
  );
  expect(known.map(({ evidence }) => evidence.clear)).toEqual([true, false, false, true]);
  expect(tested.filter(({ tested: found }) => !found)[0]?.evidence.adjusted).toBe(null);
});

test('a topic of five questions is never coloured, one that shows nothing says what would have', () => {
  const [five, nothing] = testedTopics([poolOf([sure.slice(0, 5), unsure])]);
  expect(five?.evidence).toMatchObject({ clear: false, tooFew: true, detectable: null });
  expect(nothing?.evidence).toMatchObject({ clear: false, tooFew: false });
  expect(nothing?.evidence.detectable).toBeGreaterThan(0.1);
});

test('topicTests has both p, the adjusted one, and what would have been found', () => {
  const table = topicTests(input);
  expect(
    column(table, 'questions')
      .slice(0, 15)
      .every((n) => Number(n) < 6)
  ).toBe(true);
  for (const key of ['p', 'pCountries', 'adjusted', 'detectable']) {
    expect(new Set(column(table, key)), key).toEqual(new Set([null]));
  }
  expect(new Set(column(table, 'tooFew'))).toEqual(new Set([null, 1]));
});

test('a country over few questions of its own stands apart, the others over the same', () => {
  const [first] = stats.frame.countries;
  const few = new StudyStats(
    made.frame,
    made.columns,
    packShares(made.frame.questions, (id) =>
      // C00 was asked the first ten questions, as France was 28 of 70.
      Number(id.slice(1)) > 10
        ? new Map([...made.figuresOf(id)].filter(([country]) => country !== first?.code))
        : made.figuresOf(id)
    )
  ).results({ metric: 'jsd-bits', variant: 'pmi', seed: 1 });
  const shown = few.countries.filter(({ condition, set }) => condition === 0 && set === 'culture');
  expect(shown.map(({ questions, apart }) => [questions, apart])).toEqual([
    [10, true],
    ...Array.from({ length: 3 }, () => [34, false])
  ]);
  const table = countrySimilarity({ ...input, results: few });
  expect(column(table, 'apart').slice(-6)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(few.pools[0]?.countries).toEqual(['C01', 'C02', 'C03']);
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
