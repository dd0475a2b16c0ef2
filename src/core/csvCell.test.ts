import { expect, test } from 'vitest';
import { csvCell } from './csvCell.ts';

test('cells that a spreadsheet would run are made harmless', () => {
  for (const start of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠x'
  ]) {
    expect(csvCell(start).replace(/^"/, '').startsWith("'"), start).toBe(true);
  }
  expect([csvCell(-1.5), csvCell(0.1 + 0.2)]).toEqual(['-1.5', '0.30000000000000004']);
  expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
  expect([csvCell(null), csvCell(NaN)]).toEqual(['', '']);
});
