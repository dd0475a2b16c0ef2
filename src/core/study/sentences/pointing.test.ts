import { describe, expect, it } from 'vitest';
import type { SpecificityRow, StudySpecificity } from '../studySpecificity.ts';
import { matrixSentence, pointingEvidence, pointingSentence } from './pointing.ts';

const chance = { mean: 0.5, sd: 0.1, counts: [], detectable: 0.75 };
const found = (over: Partial<StudySpecificity> = {}): StudySpecificity => ({
  ...{ countries: 10, meanPercentile: 0.7, p: 0.001, chance },
  ...{ control: 'others', questions: 60, surveyed: 92, cues: [], sets: [] },
  ...{ byQuestion: [0.6, 0.8], byCue: [0.58, 0.82] },
  ...over
});
const row = (
  over: Partial<StudySpecificity> = {},
  rest: Partial<SpecificityRow> = {}
): SpecificityRow => ({ condition: 0, kind: 'picture', found: found(over), ...rest });

const said = (rows: SpecificityRow[], models = ['a', 'b', 'c'], waiting = 0) => {
  const evidence = pointingEvidence(rows);
  return pointingSentence(
    rows.map((each, k) => ({ ...each, ...(evidence[k] as (typeof evidence)[number]) })),
    models,
    waiting
  );
};

describe('a row is coloured', () => {
  const clear = (...rows: SpecificityRow[]) => pointingEvidence(rows).map((each) => each.clear);
  it('by p and every interval, which must lie above what exchanging gives', () => {
    expect(clear(row())).toEqual([true]);
    expect(clear(row({ p: 0.06 }))).toEqual([false]);
    expect(clear(row({ byQuestion: [0.49, 0.8] }))).toEqual([false]);
    expect(clear(row({ byCue: [0.49, 0.8] }))).toEqual([false]);
    expect(clear(row({ byCue: null }))).toEqual([false]);
    expect(clear(row({ byCue: null }, { kind: 'country' }))).toEqual([true]);
    expect(clear(row({ chance: { ...chance, mean: 0.61 } }))).toEqual([false]);
  });
  it('after adjusting for all rows together', () => {
    const rows = [0.03, 0.2, 0.5, null].map((p) => row({ p }));
    expect(pointingEvidence(rows).map(({ adjusted }) => adjusted)).toEqual([
      expect.closeTo(0.09),
      expect.closeTo(0.3),
      0.5,
      null
    ]);
    expect(clear(...rows)).toEqual([false, false, false, false]);
  });
});

describe('the figure’s title', () => {
  const no = { p: 0.6 };
  it('is about pictures where there are any, else about names', () => {
    expect(said([row(), row(no, { kind: 'country' })])).toEqual({ what: 'one', kind: 'picture' });
    expect(said([row(no, { kind: 'country' })])).toEqual({ what: 'oneNot', kind: 'country' });
    const without = row({}, { found: 'cues' });
    expect(said([without, row({}, { kind: 'country' })])).toEqual({ what: 'one', kind: 'country' });
  });
  it('counts models, or ways of asking where a model was asked in several', () => {
    const rows = [row(), row(no, { condition: 1 })];
    expect(said(rows)).toMatchObject({ what: 'some', per: 'models', clear: 1, of: 2 });
    expect(said(rows, ['a', 'a'])).toMatchObject({ per: 'ways' });
    expect(said([row(), row({}, { condition: 1 })])).toMatchObject({ what: 'all', clear: 2 });
    expect(said([row(no), row(no, { condition: 1 })])).toMatchObject({ what: 'noneOf', clear: 0 });
  });
  it('says what cannot be told', () => {
    const few = row({ p: null, chance: null, countries: 4 });
    expect(said([few])).toEqual({ what: 'few', kind: 'picture', countries: 4 });
    expect(said([row({}, { found: 'figures' })])).toEqual({ what: 'none' });
    expect(said([], [], 2)).toEqual({ what: 'waiting' });
  });
});

it('the matrix counts rows whose own country is the one pointed to most, ties not', () => {
  const sets = [
    [0.3, 0.1, -0.2],
    [0.4, 0.1, 0.2],
    [0.2, -0.3, 0.2]
  ].map((cosine) => ({ cosine }));
  expect(matrixSentence(sets)).toEqual({ own: 1, of: 3 });
  expect(matrixSentence([{ cosine: [NaN, 0.1] }, { cosine: [NaN, 0.1] }])).toEqual({
    own: 1,
    of: 2
  });
});
