import { expect, test } from 'vitest';
import { testQuestion } from '../../core/fixtures/asking.ts';
import type { Distribution } from '../../core/survey/types.ts';
import type { RowInput } from './rowInput.ts';
import { movementLines } from './movement.ts';
import { layoutPlot } from './plotMarks.ts';
import { numbersOfRow, tableOfRow } from './rowTable.ts';
import { sentenceOfRow } from './rowWords.ts';

const OPTIONS = [
  'Very important',
  'Rather important',
  'Not very important',
  'Not at all important'
];
const question = {
  ...testQuestion('Q6', 4),
  options: OPTIONS,
  continuations: OPTIONS.map((option) => ` ${option.toLowerCase()}`),
  scale: 'ordinal' as const
};
const picture = (distribution: Distribution, letter: string | null = null) => ({
  ...{ key: letter ?? 'one', name: 'Flag', letter, distribution }
});
const blanks = [
  [0.32, 0.43, 0.19, 0.06],
  [0.26, 0.41, 0.23, 0.1],
  [0.29, 0.42, 0.21, 0.08]
];
const flag = picture([0.16, 0.25, 0.37, 0.22]);
const row: RowInput = {
  question,
  zero: { kind: 'blank', answers: blanks },
  neutral: [0.42, 0.38, 0.14, 0.06],
  name: [0.2, 0.36, 0.31, 0.13],
  pictures: [flag],
  people: [{ country: 'South Korea', distribution: [0.1, 0.26, 0.48, 0.16] }]
};
const said = (changed: Partial<RowInput>) =>
  sentenceOfRow({ ...row, ...changed })
    .map(({ text, strong }) => (strong ? `*${text}*` : text))
    .join('');

test('the row’s sentence in words', () => {
  expect(said({})).toBe(
    '“Rather important” falls from 42 to 25%, “not very important” rises from 21 to 37%. *Nearer to people* than with a blank picture.'
  );
  expect(said({ people: [] })).toMatch(/to 37%\. People there were not asked this\.$/);
  expect(said({ zero: { kind: 'blank', answers: [] } })).toBe('');
});

test('inside the band it says what one blank does to another; what does not move is said once', () => {
  const wide = [[0.8, 0.1, 0.1, 0], [0.1, 0.1, 0.1, 0.7], blanks[2] ?? []];
  expect(said({ zero: { kind: 'blank', answers: wide } })).toMatch(
    /One blank picture moves it as far as another \(\d+\)\.$/
  );
  const same = [0.29, 0.42, 0.21, 0.08];
  expect(
    said({
      zero: { kind: 'blank', answers: [same, same, same] },
      pictures: [picture([0.29, 0.421, 0.209, 0.08])]
    })
  ).toBe('The answer hardly moves.');
});

test('of several pictures each in a few words', () => {
  const pictures = [
    picture(flag.distribution, 'A'),
    picture([0.23, 0.33, 0.28, 0.16], 'B'),
    picture([0.3, 0.42, 0.2, 0.08], 'C')
  ];
  expect(said({ pictures })).toBe(
    'A: “rather important” falls from 42 to 25%; B: to 33%. C stays within a blank picture’s reach.'
  );
  expect(movementLines({ ...row, pictures }).lines.map(({ counts }) => counts)).toEqual([
    ...[true, true, false]
  ]);
  expect(layoutPlot({ ...row, pictures }, 'flag').arrow).toBe(null);
});

test('the number names the end that it goes towards', () => {
  expect(movementLines(row).lines).toEqual([
    {
      ...{ letter: null, number: '19', arrow: 'last', counts: true },
      spoken: '19% of the scale towards not at all important'
    }
  ]);
});

test('the plot names all places; the table’s changes are those of the shares as stated', () => {
  const layout = layoutPlot(row, 'flag');
  expect(layout.label).toMatch(/^flag 55, blank 36, name 46, no picture 28, people 57, .* of 100/);
  expect(layout.arrow).toMatchObject({ head: true, role: 'picture' });
  const table = tableOfRow(row, 'flag');
  expect(table.columns.map(({ name, mean }) => [name, mean])).toEqual([
    ['blank picture', '36'],
    ['the flag', '55'],
    ['its name', '46'],
    ['people', '57']
  ]);
  expect(table.columns[1]?.cells.map(({ change }) => change)).toEqual(['−13', '−17', '+16', '+14']);
  expect(table.options.map((option) => option.said)).toEqual([false, true, true, false]);
  expect(numbersOfRow(row, 'flag').map(({ value }) => value)).toEqual([
    '19',
    '6',
    '27',
    '21, 2, 11'
  ]);
});

test('without pictures the name is what moved, on the axis, from its own sentence', () => {
  const named = {
    ...row,
    pictures: [],
    zero: { kind: 'frame' as const, answers: [blanks[2] ?? []] }
  };
  const layout = layoutPlot(named, 'picture');
  expect(layout.band).toBe(null);
  expect(layout.marks.filter(({ lane }) => lane === 'axis').map(({ id }) => id)).toEqual([
    ...['zero', 'name']
  ]);
  expect(layout.arrow).toMatchObject({ role: 'country' });
});

test('options without an order: places are distances, the number has no direction', () => {
  const nominal = { ...row, question: { ...question, scale: 'nominal' as const } };
  expect(layoutPlot(nominal, 'flag')).toMatchObject({ ticks: [0, 1] });
  expect(movementLines(nominal).lines).toMatchObject([
    { arrow: null, spoken: '30% of the answers moved' }
  ]);
  expect(tableOfRow(nominal, 'flag').hasMean).toBe(false);
});
