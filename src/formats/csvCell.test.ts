import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, plainText } from './csvCell.ts';

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

/** What RFC 4180 makes of one cell. */
const read = (cell: string) =>
  cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;

test('a text comes back as it was, and no cell of it is run', () => {
  const piece = fc.constantFrom("'", '=', '＝', '-', '"', ',', '\r\n', '{', 'a');
  const texts = fc.oneof(
    fc.string(),
    fc.array(piece).map((all) => all.join(''))
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(plainText(read(csvCell(text)))).toBe(text);
      expect(read(csvCell(text))).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    })
  );
  expect(csvCell("'=1")).toBe("''=1");
  expect(csvCell("'tis")).toBe("'tis");
});
