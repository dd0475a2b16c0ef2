import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surveyFileOf } from './draft.ts';
import { parseSurveyFile } from './surveyFile.ts';
import { bundled, fileOf, importAll, longTable } from './fixtures.ts';

const HEAD = 'country,question,option,share';
const GOOD = ['KOR,Q57,1,0.4', 'KOR,Q57,2,0.6'];

async function issuesOf(...rows: string[]) {
  const { draft } = await importAll(fileOf([HEAD, ...rows, ''].join('\n')));
  return draft.issues.map(({ code, line, column }) => ({ code, line, column }));
}

describe('a long table', () => {
  it('of the bundled figures gives the same figures', async () => {
    const ids = ['Q6', 'Q57', 'Q164', 'Q8'];
    const { draft } = await importAll(fileOf(longTable(ids, ['KOR', 'NGA', 'USA'])));
    expect(draft.issues).toEqual([]);
    expect(draft.distributions).toBe(12);
    for (const id of ids) {
      const before = bundled.figure('NGA', id)?.p ?? [];
      draft.figures[id]?.['NGA']?.p.forEach((share, k) =>
        expect(share).toBeCloseTo(before[k] ?? NaN, 12)
      );
    }
  });

  it('reads counts, names of countries and words of options', async () => {
    const option = bundled.question('Q6')?.options ?? [];
    const rows = option.map((text, k) => `S. Korea,Q6,${text},${(k + 1) * 10}`);
    const table = ['country,question,option,count', ...rows, "S. Korea,Q6,Don't know,25", ''];
    const { draft } = await importAll(fileOf(table.join('\r\n')));
    expect(draft.figures['Q6']?.['KOR']).toMatchObject({
      p: [0.1, 0.2, 0.3, 0.4],
      n: 100,
      dontKnow: 0.2,
      weighted: false
    });
  });

  it('of more people than a number counts can be opened again', async () => {
    const rows = ['KOR,Q57,1,99999999999999999999', 'KOR,Q57,2,6'];
    const { draft } = await importAll(fileOf([HEAD, ...rows, ''].join('\n')));
    const file = surveyFileOf(draft, 'n', { file: 'f.csv', kind: 'long' });
    expect(parseSurveyFile(JSON.stringify(file), 'n').figures['Q57']?.['KOR']?.n).toBeNull();
  });

  it.each([
    [
      'semicolons and decimal commas',
      'country;question;option;share\nKOR;Q57;1;0,4\nKOR;Q57;2;0,6\n',
      'decimal-comma'
    ],
    ['percent', `${HEAD}\nKOR,Q57,1,40.5\nKOR,Q57,2,59.5\n`, 'percent'],
    ['a byte order mark', `\uFEFF${HEAD}\n${GOOD.join('\n')}\n`, null]
  ])('reads %s and says so', async (_name, text, note) => {
    const { draft, inspection } = await importAll(fileOf(text));
    expect(draft.distributions).toBe(1);
    expect([...draft.issues, ...inspection.notes].map(({ code }) => code)).toEqual([note ?? 'bom']);
    expect(draft.figures['Q57']?.['KOR']?.p[0]).toBeCloseTo(0.4, 1);
  });

  it('reads UTF-16 and says so', async () => {
    const text = `\uFEFF${HEAD}\nTürkiye,Q57,1,0.4\nTürkiye,Q57,2,0.6\n`;
    const { draft, inspection } = await importAll(
      fileOf(new Uint8Array(Buffer.from(text, 'utf16le')))
    );
    expect(inspection.notes.map(({ code }) => code)).toEqual(['utf16']);
    expect(Object.keys(draft.figures['Q57'] ?? {})).toEqual(['TUR']);
  });

  it.each([
    ['a share that is no number', ['KOR,Q57,1,many', 'KOR,Q57,2,0.6'], 'not-a-number', 2, 'share'],
    ['a negative share', ['KOR,Q57,1,-0.4', 'KOR,Q57,2,1.4'], 'negative-share', 2, 'share'],
    ['a row twice', [...GOOD, 'KOR,Q57,2,0.6'], 'duplicate-row', 4, null],
    ['shares that do not sum to 1', ['KOR,Q57,1,0.4', 'KOR,Q57,2,0.4'], 'sum-not-one', 2, null],
    [
      'a country nobody knows',
      [...GOOD, 'Atlantis,Q57,1,0.4', 'Atlantis,Q57,2,0.6'],
      'unknown-country',
      4,
      null
    ],
    [
      'a question nobody knows',
      [...GOOD, 'KOR,Q999,1,0.4', 'KOR,Q999,2,0.6'],
      'unknown-question',
      4,
      null
    ],
    [
      'a code nobody knows',
      ['KOR,Q57,1,0.4', 'KOR,Q57,2,0.4', 'KOR,Q57,7,0.2'],
      'unknown-option',
      4,
      'Q57'
    ],
    ['a cell too many', ['KOR,Q57,1,0,4', 'KOR,Q57,2,0.6'], 'too-many-cells', 2, null],
    ['a cell too few', ['KOR,Q57', ...GOOD], 'too-few-cells', 2, null],
    ['nothing in a cell', [',Q57,1,0.4', ...GOOD], 'empty-cell', 2, 'country']
  ])('names the line of %s', async (_name, rows, code, line, column) => {
    expect(await issuesOf(...rows)).toContainEqual({ code, line, column });
  });

  it('takes no distribution half: an error leaves out its own and no other', async () => {
    const bad = ['NGA,Q57,1,x', 'NGA,Q57,2,0.6'];
    const { draft } = await importAll(fileOf([HEAD, ...GOOD, ...bad, ''].join('\n')));
    expect(draft.figures).toEqual({ Q57: { KOR: expect.objectContaining({ p: [0.4, 0.6] }) } });
    expect(draft.faulty).toBe(1);
  });

  it('never makes a figure that is no distribution, whatever the numbers', async () => {
    const value = fc.oneof(fc.double(), fc.integer({ min: -5, max: 200 }), fc.constant('x'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 5 }),
        async (pairs) => {
          const codes = ['KOR', 'NGA', 'USA', 'FRA', 'BRA'];
          const rows = pairs.flatMap(([a, b], k) => [
            `${codes[k]},Q57,1,${a}`,
            `${codes[k]},Q57,2,${b}`
          ]);
          const { draft } = await importAll(fileOf([HEAD, ...rows, ''].join('\n')));
          for (const { p } of Object.values(draft.figures['Q57'] ?? {})) {
            expect(p.every((share) => share >= 0)).toBe(true);
            expect((p[0] ?? 0) + (p[1] ?? 0)).toBeCloseTo(1, 9);
          }
        }
      )
    );
  });
});

describe('files that are no tables', () => {
  it.each([
    ['nothing', new Uint8Array(), 'import-empty'],
    ['a header alone', new TextEncoder().encode(`${HEAD}\n`), 'import-empty'],
    ['a spreadsheet', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'import-spreadsheet'],
    ['bytes', new Uint8Array(500).map((_, k) => (k * 7) % 32), 'import-not-text']
  ])('%s', async (_name, bytes, code) => {
    await expect(importAll(fileOf(bytes))).rejects.toMatchObject({ code });
  });
});
