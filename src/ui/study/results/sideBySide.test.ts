import { expect, test } from 'vitest';
import type { CountryResult } from '../../../core/study/studyResults.ts';
import '../../messages/study.ts';
import { similarityRows } from './similarityRows.ts';
import { conditionApart } from './words.ts';

const result = (country: string, condition: number, apart = false) =>
  ({
    ...{ country, condition, apart, questions: 9 },
    name: { mean: 0.1 * (condition + 1), interval: null, n: 9 }
  }) as unknown as CountryResult;

const conditions = (['text', 'letter'] as const).map((readout) => ({
  ...{ model: 'm', template: 'brief@1' },
  readout
}));

test('a row for each way of asking, behind each other, told apart by what differs', () => {
  const results = [0, 1].flatMap((condition) => [
    result('NGA', condition, true),
    result('BRA', condition)
  ]);
  const { rows } = similarityRows(
    results,
    (code) => code,
    (index) => conditionApart(conditions, index)
  );
  expect(rows.map(({ id }) => id)).toEqual(['BRA 0', 'BRA 1', 'NGA 0', 'NGA 1']);
  expect(rows[0]?.label).toMatch(/^BRA · \S/);
  expect(rows[0]?.label).not.toContain('brief');
  expect(rows.map(({ values }) => values[0]?.mean)).toEqual([0.1, 0.2, 0.1, 0.2]);
  const one = similarityRows(results.slice(1, 2), (code) => code).rows;
  expect(one.map(({ label }) => label)).toEqual(['BRA']);
});

test('what all ways of asking share tells none apart', () => {
  expect(conditionApart(conditions.slice(0, 1), 0)).toBe('');
  const other = { ...conditions[0]!, model: 'n' };
  expect(conditionApart([conditions[0]!, other], 1)).toBe('n');
});
