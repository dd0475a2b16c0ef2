import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvReader, detectDelimiter, readCsv } from './csv.ts';
import { DELIMITERS, type Delimiter } from './csv.ts';

const quote = (cell: string, always: boolean, delimiter: string) =>
  always || /["\r\n]/.test(cell) || cell.includes(delimiter)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;

describe('CsvReader', () => {
  it('gives back any table, whatever its cells, delimiter, line ends and pieces', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r\n', ' ', 'é', '|')
    });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom<Delimiter>(...DELIMITERS),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (rows, delimiter, end, piece, always) => {
          const text = rows
            .map((row) => row.map((each) => quote(each, always, delimiter)).join(delimiter) + end)
            .join('');
          const read: string[][] = [];
          const reader = new CsvReader(delimiter, (cells) => read.push(cells));
          for (let at = 0; at < text.length; at += piece) reader.push(text.slice(at, at + piece));
          reader.end();
          expect(read).toEqual(rows);
        }
      )
    );
  });

  it('names the line that a row starts on, after cells with line breaks and blank lines', () => {
    const rows = readCsv('a,b\n"x\ny",1\n\nz,2', ',');
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('takes a quote inside a cell for a letter', () => {
    expect(readCsv('5" pipe,1\n', ',')[0]?.cells).toEqual(['5" pipe', '1']);
  });

  it('names the line of a quote that is never closed', () => {
    expect(() => readCsv('a,b\nc,"d\ne,f\n', ',')).toThrow(/import-unclosed-quote.*"line":2/);
  });

  it.each([
    ['a line without end', 'import-line-too-long', ['a'.repeat(5_000_000)]],
    ['a line without end, in pieces', 'import-line-too-long', Array(50).fill('a'.repeat(100_000))],
    ['a long line that ends', 'import-line-too-long', [`${',a'.repeat(3_000_000)}\n`]],
    ['too many columns', 'import-too-many-columns', [`${'a,'.repeat(100_000)}\n`]],
    ['too many columns behind a quote', 'import-too-many-columns', [`"a"${',a'.repeat(100_000)}\n`]]
  ])('refuses %s before it is cut', (_, code, pieces) => {
    const rows: string[][] = [];
    const reader = new CsvReader(',', (cells) => rows.push(cells));
    reader.push('x,y\n');
    const read = () => {
      for (const piece of pieces) reader.push(piece);
      reader.end();
    };
    expect(read).toThrow(new RegExp(`^${code} .*"line":2`));
    expect(rows).toEqual([['x', 'y']]);
  });

  it('finds the delimiter, also beside decimal commas', () => {
    expect(detectDelimiter('country;question;share\nKOR;Q6;0,25\nKOR;Q6;0,75\n')).toBe(';');
    expect(detectDelimiter('a\tb\n1,5\t2,5\n')).toBe('\t');
    expect(detectDelimiter('a,b,c\n1,2,3\n')).toBe(',');
  });
});
