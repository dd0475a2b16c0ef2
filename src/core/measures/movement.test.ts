import { describe, expect, test } from 'vitest';
import type { Distribution, Question } from '../survey/types.ts';
import { closerToSurvey, movementBetween } from './movement.ts';

const answer = (distribution: Distribution) => ({ distribution });
const question = (scale: Question['scale']) => ({ scale });
const view = (scale: Question['scale'], p: Distribution | null) => ({
  question: question(scale),
  figure: p && { p }
});
const [low, high] = [answer([0.6, 0.2, 0.2]), answer([0.2, 0.2, 0.6])];

describe('movementBetween', () => {
  test('on a scale the move has a direction and an end', () => {
    const movement = movementBetween(view('ordinal', [0, 0, 1]), [low], high, 'jsd-bits');
    expect(movement.moved).toBeCloseTo(0.4, 12);
    expect(movement.signed).toBeCloseTo(0.4, 12);
    expect(movement).toMatchObject({ towards: 2, toSurvey: 'nearer' });
    expect(movementBetween(view('ordinal', [0, 0, 1]), [high], low, 'jsd-bits')).toMatchObject({
      towards: 0,
      toSurvey: 'further'
    });
  });

  test('without order it names the option that gained most', () => {
    const movement = movementBetween(view('nominal', null), [low], high, 'jsd-bits');
    expect(movement).toMatchObject({ signed: null, towards: 2, toSurvey: null });
  });

  test('a spread that moves no mean names the option that gained', () => {
    const middle = answer([0.1, 0.8, 0.1]);
    const ends = answer([0.45, 0.1, 0.45]);
    expect(movementBetween(view('ordinal', null), [ends], middle, 'jsd-bits').towards).toBe(1);
  });

  test('no move is no move', () => {
    const movement = movementBetween(view('ordinal', [1, 0, 0]), [low], low, 'jsd-bits');
    expect(movement).toMatchObject({ moved: 0, towards: null, toSurvey: 'same' });
  });
});

test('a metric without meaning on the question compares nothing', () => {
  expect(closerToSurvey(question('nominal'), [1, 0, 0], low, high, 'wasserstein')).toBe(null);
  expect(closerToSurvey(question('ordinal'), [1, 0, 0], low, high, 'wasserstein')).toBe('first');
});

test('a small part of what moved that goes one way is no move along the scale', () => {
  const between = (to: Distribution) =>
    movementBetween(view('ordinal', null), [answer([0.3, 0.4, 0.3])], answer(to), 'jsd-bits');
  // Moved .2; .05 and .03 of a scale length one way.
  expect(between([0.2, 0.5, 0.3])).toMatchObject({ alongScale: true, towards: 2 });
  expect(between([0.22, 0.54, 0.24])).toMatchObject({ alongScale: false, towards: 1 });
});

test('less than half a point of a hundred is no move', () => {
  const to = (by: number) => answer([0.6 - by, 0.2 + by, 0.2]);
  const towards = (by: number) =>
    movementBetween(view('nominal', null), [low], to(by), 'jsd-bits').towards;
  expect([towards(0.004), towards(0.006)]).toEqual([null, 1]);
});

test('several answers are one zero, their mean; how far they lie apart is what must be beaten', () => {
  const blanks = [answer([0.6, 0.2, 0.2]), answer([0.6, 0.4, 0]), answer([0.6, 0, 0.4])];
  const movement = movementBetween(view('ordinal', null), blanks, high, 'jsd-bits');
  expect(movement.size).toBeCloseTo(0.4, 12);
  expect(movement.reach).toBeCloseTo(0.2, 12);
  expect(movement.signed).toBeCloseTo(0.4, 12);
  const shares = movementBetween(view('nominal', null), blanks, high, 'jsd-bits');
  expect([shares.size, shares.reach]).toEqual([shares.moved, expect.closeTo(0.4, 12)]);
  expect(movementBetween(view('ordinal', null), [low], high, 'jsd-bits').reach).toBe(null);
});
