import { expect, test } from 'vitest';
import { commonQuestions } from './commonQuestions.ts';

/** Rows as strings: x where a row has the question. */
function common(...rows: string[]) {
  const places = rows.map((_, row) => row);
  const questions = [...(rows[0] ?? '')].map((_, q) => q);
  return commonQuestions(places, questions, (row, q) => rows[row]?.[q] === 'x');
}

test('the questions that all have', () => {
  expect(common('xxxx', 'xxx.', '.xxx')).toEqual({ questions: [1, 2], kept: [0, 1, 2], apart: [] });
});

test('rows with fewer than half stand apart', () => {
  expect(common('xxxx', 'xxx.', 'x...')).toEqual({
    questions: [0, 1, 2],
    kept: [0, 1],
    apart: [2]
  });
});

test('where too few are left in common, the row with the fewest goes, of equals the last', () => {
  expect(common('xxxxxx', 'xxxx..', '..xxxx', 'xx..xx')).toEqual({
    ...{ questions: [0, 1, 2, 3], kept: [0, 1], apart: [2, 3] }
  });
});

test('one row has all of its own; none has nothing', () => {
  expect(common('xx..')).toEqual({ questions: [0, 1], kept: [0], apart: [] });
  expect(common()).toEqual({ questions: [], kept: [], apart: [] });
  expect(common('....')).toEqual({ questions: [], kept: [], apart: [0] });
});
