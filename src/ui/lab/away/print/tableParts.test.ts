import { expect, test } from 'vitest';
import { tableParts } from './tableParts.ts';

const options = (...words: string[]) => words.map((each) => ({ words: each, said: false }));
const wordsOf = (parts: { words: string }[][]) =>
  parts.map((part) => part.map(({ words }) => words));
const steps = ['2', '3', '4', '5', '6', '7', '8', '9'];

test('a long scale stands in two columns, its ends as numbers', () => {
  const parts = tableParts(options('1 (never)', ...steps, '10 (always)'), 4);
  expect(wordsOf(parts)).toEqual([
    ['1', '2', '3', '4', '5'],
    ['6', '7', '8', '9', '10']
  ]);
  expect(parts[1]?.map(({ index }) => index)).toEqual([5, 6, 7, 8, 9]);
});

test('words inside a scale stay, and so does one column where there is no room for two', () => {
  const inside = ['0 (against)', '1 (not essential)', ...steps, '10 (essential)'];
  expect(wordsOf(tableParts(options(...inside), 4))).toEqual([
    ['0', '1 (not essential)', ...steps, '10']
  ]);
  expect(tableParts(options('1 (never)', ...steps, '10 (always)'), 7)).toHaveLength(1);
  expect(wordsOf(tableParts(options('Yes', 'No'), 4))).toEqual([['Yes', 'No']]);
});
