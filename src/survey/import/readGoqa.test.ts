import { describe, expect, it } from 'vitest';
import { fileOf, importAll, bundled } from './fixtures.ts';
import { correctShift } from './goqaShift.ts';
import { readPython } from './pythonLiteral.ts';

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const selections = (columns: Record<string, number[]>) =>
  `defaultdict(<class 'list'>, {${Object.entries(columns)
    .map(([name, shares]) => `'${name}': [${shares.join(', ')}]`)
    .join(', ')}})`;
const row = (
  question: string,
  columns: Record<string, number[]>,
  options: string,
  source: string
) => [cell(question), cell(selections(columns)), cell(options), source].join(',');
const table = (...rows: string[]) =>
  fileOf(['question,selections,options,source', ...rows, ''].join('\n'));

const half = (first: number) => [first, 1 - first];
const OPTIONS = `['Yes, they can be trusted', "One can't be too careful"]`;

describe('the GlobalOpinionQA table', () => {
  const joint = {
    Albania: half(0.5),
    Andorra: half(0.1),
    Azerbaijan: half(0.2),
    Argentina: half(0.3),
    Australia: half(0.4),
    'South Korea': half(0.9)
  };
  const question = bundled.question('Q57')?.text ?? '';

  it('is read with its labels put right, or as it is', async () => {
    const right = (await importAll(table(row(question, joint, OPTIONS, 'WVS')))).draft;
    expect(right.figures['Q57']?.['ALB']?.p[0]).toBeCloseTo(0.1);
    expect(right.figures['Q57']?.['AND']?.p[0]).toBeCloseTo(0.2);
    expect(right.figures['Q57']?.['AZE']?.p[0]).toBeCloseTo(0.3);
    expect(right.figures['Q57']?.['ARG']?.p[0]).toBeCloseTo(0.4);
    expect(right.figures['Q57']?.['AUS']).toBeUndefined();
    expect(right.figures['Q57']?.['KOR']?.p[0]).toBeCloseTo(0.9);
    const asIs = await importAll(table(row(question, joint, OPTIONS, 'WVS')), (s) =>
      s.kind === 'goqa' ? { ...s, correct: false } : s
    );
    expect(asIs.draft.figures['Q57']?.['ALB']?.p[0]).toBeCloseTo(0.5);
  });

  it('leaves rows of the other source alone', async () => {
    const { draft } = await importAll(table(row(question, joint, OPTIONS, 'GAS')));
    expect(draft.figures['Q57']?.['AUS']?.p[0]).toBeCloseTo(0.4);
  });

  it('shifts from Andorra on questions of the world survey alone', () => {
    const columns = new Map(
      ['Andorra', 'Argentina', 'Australia', 'Bangladesh', 'Armenia', 'Bolivia'].map((name, k) => [
        name,
        k
      ])
    );
    expect(Object.fromEntries(correctShift(columns))).toEqual({
      Andorra: 1,
      Argentina: 2,
      Australia: 3,
      Bangladesh: 4,
      Bolivia: 5
    });
  });

  it('names the line of what is not a list, or not as long as the options', async () => {
    const broken = [cell(question), 'nonsense', cell(OPTIONS), 'WVS'].join(',');
    const short = row(question, { France: [1], Nigeria: half(0.5) }, OPTIONS, 'WVS');
    const { draft } = await importAll(table(broken, short));
    expect(draft.issues.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['not-python', 2, 'selections'],
      ['shares-and-options', 3, 'selections']
    ]);
    expect(Object.keys(draft.figures['Q57'] ?? {})).toEqual(['NGA']);
  });
});

describe('readPython', () => {
  it.each([
    [`['a', "it's", 'b\\'c', 'caf\\xe9', 'x\\ny']`, ['a', "it's", "b'c", 'café', 'x\ny']],
    ['(1, -2.5, 1e-3, None, True)', [1, -2.5, 0.001, null, true]],
    ['[0.5, nan,]', [0.5, NaN]]
  ])('reads %s', (text, value) => expect(readPython(text)).toEqual(value));

  it.each(['', '[1', "{'a': }", '[1 2]', 'eval("os")', '[1] + [2]', "'a"])('refuses %s', (text) =>
    expect(readPython(text)).toBeUndefined()
  );
});
