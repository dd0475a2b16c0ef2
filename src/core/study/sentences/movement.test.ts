import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movementBetween } from '../../measures/movement.ts';
import { reachCount, reachSentence, zeroOf } from './movement.ts';

const between = (
  scale: 'ordinal' | 'nominal',
  survey: number[] | null,
  to = [0.2, 0.2, 0.6],
  from: readonly (readonly number[])[] = [[0.6, 0.2, 0.2]]
) =>
  movementBetween(
    { question: { scale }, figure: survey && { p: survey } },
    from.map((distribution) => ({ distribution })),
    { distribution: to },
    'jsd-bits'
  );
test('a name is measured from its sentence or from no cue, never from itself', () => {
  expect(zeroOf('picture', 'control')).toBe('blank');
  expect(zeroOf('picture', 'country')).toBe('country');
  expect(zeroOf('name', 'control')).toBe('frame');
  expect(zeroOf('name', 'country')).toBe('neutral');
});

const blanks = [
  [0.6, 0.2, 0.2],
  [0.6, 0.4, 0],
  [0.6, 0, 0.4]
];

test('a picture is beyond blanks only where it moves more than these lie apart', () => {
  expect(reachSentence(between('ordinal', null))).toBe(null);
  expect(reachSentence(between('ordinal', null, [0.2, 0.2, 0.6], blanks))).toBe('beyond');
  expect(reachSentence(between('ordinal', null, [0.5, 0.2, 0.3], blanks))).toBe('within');
});

test('answers are counted where blanks are known, each as its own sentence tells', () => {
  const share = fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 3, maxLength: 3 });
  const p = share.map((list) => list.map((part) => part / list.reduce((a, b) => a + b, 0)));
  const movement = fc
    .record({ to: p, from: fc.array(p, { minLength: 1, maxLength: 3 }) })
    .map(({ to, from }) => between('ordinal', null, to, from));
  fc.assert(
    fc.property(fc.array(fc.option(movement)), (movements) => {
      const said = movements.flatMap((each) => (each && reachSentence(each)) ?? []);
      expect(reachCount(movements)).toEqual({
        beyond: said.filter((each) => each === 'beyond').length,
        known: said.length
      });
    })
  );
});
