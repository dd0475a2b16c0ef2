import { expect, test } from 'vitest';
import { movementBetween } from '../../measures/movement.ts';
import { movementSentence, nearerSentence } from './movement.ts';

const between = (scale: 'ordinal' | 'nominal', survey: number[] | null, to = [0.2, 0.2, 0.6]) =>
  movementBetween(
    { question: { scale }, figure: survey && { p: survey } },
    { distribution: [0.6, 0.2, 0.2] },
    { distribution: to },
    'jsd-bits'
  );
const still = between('ordinal', [1, 0, 0], [0.6, 0.2, 0.2]);

test('what moved the answer, how far and whereto', () => {
  const moved = between('ordinal', null);
  const said = movementSentence(moved, 'picture', 'neutral');
  expect(said).toEqual({ mover: 'picture', what: 'scale', option: 2, by: moved.signed });
  expect(movementSentence(moved, 'picture', 'country').mover).toBe('pictureFromName');
  expect(movementSentence(moved, 'name', 'country').mover).toBe('name');
  const shares = between('nominal', null);
  expect(movementSentence(shares, 'name', 'neutral')).toEqual({
    mover: 'name',
    what: 'share',
    option: 2,
    by: shares.moved
  });
  expect(movementSentence(still, 'name', 'neutral')).toEqual({ mover: 'name', what: 'none' });
});

test('nearer to the people: only where they were asked, it can be compared, and something moved', () => {
  expect(nearerSentence(between('ordinal', [0, 0, 1]), true)).toBe('nearer');
  expect(nearerSentence(between('ordinal', [0, 0, 1]), false)).toBe('notAsked');
  expect(nearerSentence(between('ordinal', null), true)).toBe('noOrder');
  expect(nearerSentence(still, true)).toBe(null);
});
