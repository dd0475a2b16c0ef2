import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyDistributions } from '../../fixtures/distributions.ts';
import { beatsReach } from '../../measures/fromControl.ts';
import { rowSentences, severalSentence, shownPictures, type RowSentence } from './row.ts';
import {
  distanceFromPeople,
  movesOf,
  placeInHundred,
  placesOf,
  reachOfRow,
  wholePercent,
  zeroOfRow,
  type RowAnswers
} from './rowPlaces.ts';

const none = { neutral: null, name: null, pictures: [], people: [] };
const religion: RowAnswers = {
  scale: 'ordinal',
  zeros: [
    [0.3, 0.43, 0.2, 0.07],
    [0.28, 0.41, 0.22, 0.09],
    [0.29, 0.42, 0.21, 0.08]
  ],
  neutral: [0.4, 0.4, 0.15, 0.05],
  name: [0.2, 0.36, 0.31, 0.13],
  pictures: [[0.16, 0.25, 0.37, 0.22]],
  people: [[0.1, 0.26, 0.48, 0.16]]
};

test('from the option that loses to the one that gains, beyond the blanks, nearer to people', () => {
  expect(rowSentences(religion)).toEqual([
    {
      falls: { option: 1, before: 42, after: 25 },
      rises: { option: 2, before: 21, after: 37 },
      reach: 'beyond',
      people: 'nearer'
    }
  ]);
});

test('within the reach of blanks; without blanks nothing is said of it; without people nothing of them', () => {
  const wide = {
    ...religion,
    zeros: [
      [0.8, 0.1, 0.1, 0],
      [0.1, 0.1, 0.1, 0.7]
    ]
  };
  expect(rowSentences(wide)).toMatchObject([{ reach: 'within' }]);
  const [zero = []] = religion.zeros;
  expect(rowSentences({ ...religion, zeros: [zero], people: [] })).toMatchObject([
    { reach: null, people: null }
  ]);
  expect(rowSentences({ ...religion, zeros: [] })).toEqual([]);
});

test('where blanks agree to a digit, a move that reads as none is neither beyond nor within', () => {
  const [zero = []] = religion.zeros;
  const nearly = [0.298, 0.431, 0.199, 0.072];
  const found = rowSentences({ ...religion, zeros: [zero, zero, zero], pictures: [nearly] });
  expect(found).toMatchObject([{ falls: null, rises: null, reach: 'still' }]);
});

test('without pictures the name is what moved; a change that no bar shows is not told', () => {
  const named = { ...religion, pictures: [], name: [0.29, 0.416, 0.214, 0.08] };
  expect(rowSentences(named)).toMatchObject([{ falls: null, rises: null, people: 'same' }]);
});

const anyRow = fc
  .tuple(anyDistributions(7), fc.constantFrom('ordinal' as const, 'nominal' as const))
  .map(([[a, b, c, ...rest], scale]): RowAnswers => ({
    ...{ ...none, scale },
    zeros: [a, b, c].filter((each) => each !== undefined),
    neutral: rest[0] ?? null,
    pictures: rest.slice(1, 3),
    people: rest.slice(3)
  }));

test('for any answers the sentence says what the bars beside it say', () => {
  fc.assert(
    fc.property(anyRow, (row) => {
      const zero = zeroOfRow(row) ?? [];
      rowSentences(row).forEach(({ falls, rises }, index) => {
        const own = row.pictures[index] ?? [];
        for (const move of [falls, rises]) {
          if (!move) continue;
          expect(move.before).toBe(wholePercent(zero[move.option] ?? NaN));
          expect(move.after).toBe(wholePercent(own[move.option] ?? NaN));
        }
        if (falls) {
          expect(falls.after).toBeLessThan(falls.before);
          expect(own[falls.option] ?? NaN).toBeLessThan(zero[falls.option] ?? NaN);
        }
        if (rises) {
          expect(rises.after).toBeGreaterThan(rises.before);
          expect(own[rises.option] ?? NaN).toBeGreaterThan(zero[rises.option] ?? NaN);
        }
      });
    }),
    { numRuns: 500 }
  );
});

test('for any answers nearer and farther hold for the stated distances', () => {
  fc.assert(
    fc.property(anyRow, (row) => {
      const before = wholePercent(distanceFromPeople(row, zeroOfRow(row)) ?? NaN);
      rowSentences(row).forEach(({ people }, index) => {
        const after = wholePercent(movesOf(row)[index]?.fromPeople ?? NaN);
        expect(people).toBe(after < before ? 'nearer' : after > before ? 'farther' : 'same');
      });
    }),
    { numRuns: 500 }
  );
});

test('for any answers a mark outside the band is counted and one inside is not', () => {
  fc.assert(
    fc.property(anyRow, (row) => {
      const { band, zero, pictures, ordered } = placesOf(row);
      const reach = reachOfRow(row) ?? NaN;
      movesOf(row).forEach(({ beyond, size, shift }, index) => {
        const at = pictures[index] ?? NaN;
        expect(beyond).toBe(beatsReach({ size, reach }));
        expect(Math.abs(at - (zero ?? NaN))).toBeCloseTo(size, 12);
        expect(shift === null).toBe(!ordered);
        const [low, high] = band ?? [NaN, NaN];
        if (beyond) expect(at <= low + 1e-12 || at >= high - 1e-12).toBe(true);
        else expect(at >= low - 1e-12 && at <= high + 1e-12).toBe(true);
      });
    }),
    { numRuns: 500 }
  );
});

test('without an order marks stand by their distance from the zero, people not at all', () => {
  const row = {
    ...{ ...none, scale: 'nominal' as const },
    zeros: [[0.5, 0.3, 0.2]],
    pictures: [[0.2, 0.3, 0.5]],
    people: [[0, 0, 1]]
  };
  expect(placesOf(row)).toMatchObject({ ordered: false, zero: 0, band: null, people: [null] });
  expect(placesOf(row).pictures[0]).toBeCloseTo(0.3, 12);
  expect(placeInHundred('nominal', [0.2, 0.3, 0.5])).toBe(null);
  expect(placeInHundred('ordinal', [0.2, 0.3, 0.5])).toBe(65);
  expect(rowSentences(row)).toMatchObject([{ people: 'nearer' }]);
});

test('of several pictures each says its larger change, the same option in short', () => {
  const said = (before: number, after: number, reach: RowSentence['reach']): RowSentence => ({
    falls: { option: 1, before, after },
    rises: { option: 2, before: 20, after: 22 },
    ...{ reach, people: null }
  });
  const still: RowSentence = { falls: null, rises: null, reach: 'beyond', people: null };
  const all = [said(42, 25, 'beyond'), said(42, 33, 'beyond'), said(42, 40, 'within'), still];
  const found = severalSentence(all, [0, 1, 2, 3]);
  expect(found.said.map(({ picture, again }) => [picture, again])).toEqual([
    [0, false],
    [1, true]
  ]);
  expect([found.within, found.still]).toEqual([[2], [3]]);
});

test('of more than four pictures the three that move most are shown, in the order of their letters', () => {
  const sizes = (...all: number[]) => all.map((size) => ({ size }));
  expect(shownPictures(sizes(0.1, 0.2, 0.3, 0.4))).toEqual([0, 1, 2, 3]);
  expect(shownPictures(sizes(0.1, 0.5, 0.3, 0.4, 0.2))).toEqual([1, 2, 3]);
});
