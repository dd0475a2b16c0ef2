import { expect, test } from 'vitest';
import { beyondChance, cellsBeyondChance, halfOrMore, type Units } from './evidence.ts';
import { pairedMean } from './pairedMean.ts';

const constant = (value: number, n: number) =>
  pairedMean(
    Array.from({ length: n }, (_, k) => value + (k % 2) * 1e-3),
    { seed: 1 }
  );

test('p is beyond chance below .05; no p is not', () => {
  expect([beyondChance(0.0499), beyondChance(0.05), beyondChance(null)]).toEqual([
    true,
    false,
    false
  ]);
});

test('half of the questions is enough', () => {
  expect([halfOrMore(6, 12), halfOrMore(5, 12), halfOrMore(0, 0)]).toEqual([true, false, true]);
});

test('a claim about several pictures needs pictures as well as questions', () => {
  const [six, four, against] = [constant(1, 8), constant(1, 4), constant(-1, 8)];
  const found = cellsBeyondChance([[six], [six, six], [six, four], [six, against], null]);
  expect(found.map(({ clear }) => clear)).toEqual([true, true, false, false, false]);
  expect(found.map(({ tooFew }) => tooFew)).toEqual([false, false, true, false, false]);
  expect(found[3]?.p).toBe(1);
});

test('too few questions: no p that they allow could be coloured among so many cells', () => {
  const nine = Array.from({ length: 8 }, (): Units => {
    return [pairedMean([1, -1, 1, -1, 1, -1, 1, -1, 1, -1], { seed: 1 })];
  });
  // Of eight questions .0078 is the least; of nine cells .0056 is needed.
  const [eight] = cellsBeyondChance([[constant(1, 8)], ...nine]);
  expect(eight).toMatchObject({ p: 2 / 2 ** 8, clear: false, tooFew: true });
  const [alone] = cellsBeyondChance([[constant(1, 8)]]);
  expect(alone).toMatchObject({ clear: true, tooFew: false });
});

test('nothing to compare is no test', () => {
  expect(cellsBeyondChance([null, [constant(1, 7)]])[1]?.adjusted).toBe(2 / 2 ** 7);
  expect(cellsBeyondChance([null])).toEqual([
    { p: null, adjusted: null, clear: false, tooFew: false, detectable: null }
  ]);
});
