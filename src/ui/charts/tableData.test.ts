import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCsv } from './tableData.ts';

describe('toCsv', () => {
  test('quotes what needs quotes and leaves missing cells empty', () => {
    const csv = toCsv({
      columns: [{ label: 'Option' }, { label: 'Share' }],
      rows: [
        ['Yes, "always"', 0.25],
        ['No', null]
      ]
    });
    expect(csv).toBe('\uFEFFOption,Share\r\n"Yes, ""always""",0.25\r\nNo,\r\n');
  });

  test('numbers stay numbers, also negative ones', () => {
    expect(toCsv({ columns: [{ label: 'x' }], rows: [[-0.5]] })).toContain('\r\n-0.5\r\n');
  });

  test('no text cell begins like a formula', () => {
    fc.assert(
      fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r'), fc.string(), (start, rest) => {
        const csv = toCsv({ columns: [{ label: 'x' }], rows: [[start + rest]] });
        const cell = csv.slice('\uFEFFx\r\n'.length).replace(/^"/, '');
        expect(cell.startsWith("'")).toBe(true);
      })
    );
  });
});
