import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../core/errors.ts';
import { testQuestion } from '../../core/fixtures/asking.ts';
import { Importer } from './importer.ts';
import { readPython } from './pythonLiteral.ts';
import type { ReadSettings } from './types.ts';

const file = (...parts: BlobPart[]) => new File(parts, 'a.csv');
const importer = new Importer();
const none = () => undefined;
const long: ReadSettings = {
  ...{ kind: 'long', encoding: 'utf-8', delimiter: ',' },
  ...{ country: 0, question: 1, option: 2, value: 3, unit: 'auto', weighted: false }
};
const columns = (many: number) => Array.from({ length: many }, (_, k) => `Q${k}`).join(',');

describe('looking at a table', () => {
  it('a header that is longer than the first look is read to its end', async () => {
    const header = `country,${columns(9000)},${'x'.repeat(300_000)}`;
    const { header: found, sample } = await importer.inspect(
      file(`${header}\nKOR${',1'.repeat(9001)}\n`)
    );
    expect(found).toHaveLength(9002);
    // Only so much is shown, and sent to the page for that.
    expect(found.at(-1)).toHaveLength(201);
    expect(sample[0]?.cells).toHaveLength(50);
  });

  it.each([
    ['100,000 columns', `${columns(100_000)}\n1,2\n`, 'import-too-many-columns'],
    ['a line of 50 MB', 'a'.repeat(50_000_000), 'import-line-too-long'],
    ['50 MB of commas', ','.repeat(50_000_000), 'import-line-too-long'],
    ['50 MB of brackets', '('.repeat(50_000_000), 'import-line-too-long']
  ])('refuses %s', async (_, text, code) => {
    await expect(importer.inspect(file(text))).rejects.toMatchObject({ code });
  });
});

describe('reading a table', () => {
  it.each([
    ['country', (k: number) => `c${k},Q1,1,1`, 'import-not-countries'],
    ['question', (k: number) => `KOR,q${k},1,1`, 'import-not-questions'],
    ['option', (k: number) => `KOR,Q1,${k},1`, 'import-not-options']
  ])('refuses a %s of no end of names', async (_, row, code) => {
    const rows = Array.from({ length: 6000 }, (_, k) => row(k)).join('\n');
    const read = importer.read(file(`country,question,option,share\n${rows}\n`), long, none);
    await expect(read).rejects.toMatchObject({ code });
  });

  it('brackets in brackets are no Python, and no end of the stack', () => {
    expect(readPython('['.repeat(1_000_000))).toBeUndefined();
    expect(readPython('[[1, (2,)], {"a": [3]}]')).toBeDefined();
  });

  it('names that every record has are names like others', async () => {
    const rows = 'country,question,option,share\n__proto__,constructor,toString,1\n';
    const tally = await importer.read(file(rows), long, none);
    expect(tally.countries.map(({ label }) => label)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['toString']).toBe(Object.prototype.toString);
  });
});

it('any bytes: looked at and read, or refused with a sentence', async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(
      'country,question,option,share\n',
      'KOR,Q1,1,0.5\n',
      '"',
      '\uFEFF',
      '{"format":"valueshift-survey"',
      '[',
      '\0'
    )
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const hostile = file(...(pieces as BlobPart[]));
      const work = async () => {
        const { kind, delimiter } = await importer.inspect(hostile);
        if (kind === 'wording' || kind === 'survey-json' || kind === 'wording-json') {
          await importer.readDocument(hostile, kind, delimiter, [testQuestion('Q1', 2)]);
        } else await importer.read(hostile, { ...long, delimiter }, none);
      };
      const fault = await work().then(
        () => null,
        (thrown: unknown) => thrown
      );
      if (fault === null) return;
      expect(fault).toBeInstanceOf(AppError);
      expect((fault as AppError).code).toMatch(/^(import|own-data)-/);
    }),
    { numRuns: 200 }
  );
});

it('a document of endless size is not read', async () => {
  const huge = { name: 'a.json', size: 1e9 } as File;
  await expect(importer.readDocument(huge, 'survey-json', ',', [])).rejects.toMatchObject({
    code: 'import-too-large'
  });
});
