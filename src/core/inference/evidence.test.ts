import { expect, test } from 'vitest';
import { beyondChance, excludesZero, halfOrMore } from './evidence.ts';

test('an interval speaks only where it leaves out 0, its ends included', () => {
  const clear = (...interval: [number, number]) => excludesZero({ mean: 1, interval, n: 3 });
  expect([clear(0.01, 0.2), clear(-0.2, -0.01)]).toEqual([true, true]);
  expect([clear(-0.1, 0.1), clear(0, 0.1), clear(-0.1, 0)]).toEqual([false, false, false]);
  expect([excludesZero({ mean: 1, interval: null, n: 1 }), excludesZero(null)]).toEqual([
    false,
    false
  ]);
});

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
