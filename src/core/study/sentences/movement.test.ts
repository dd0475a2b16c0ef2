import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movementBetween } from '../../measures/movement.ts';
import { movementSentence, nearerSentence, reachCount, reachSentence, zeroOf } from './movement.ts';

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
const still = between('ordinal', [1, 0, 0], [0.6, 0.2, 0.2]);

test('what moved the answer, how far and whereto', () => {
  const moved = between('ordinal', null);
  expect(movementSentence(moved)).toEqual({ what: 'scale', option: 2, by: moved.signed });
  const shares = between('nominal', null);
  expect(movementSentence(shares)).toEqual({ what: 'share', option: 2, by: shares.moved });
  expect(movementSentence(still)).toEqual({ what: 'none' });
});

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
  expect(reachSentence(between('ordinal', null, [0.2, 0.2, 0.6], blanks))).toMatchObject({
    ...{ verdict: 'beyond', of: 'it' }
  });
  expect(reachSentence(between('ordinal', null, [0.5, 0.2, 0.3], blanks))).toMatchObject({
    verdict: 'within'
  });
});

test('where shares are told of, the reach along the scale is told as such', () => {
  const gathered = between(
    'ordinal',
    null,
    [0, 1, 0],
    [
      [0.5, 0, 0.5],
      [0.5, 0.02, 0.48]
    ]
  );
  expect(movementSentence(gathered).what).toBe('share');
  expect(reachSentence(gathered)).toMatchObject({ verdict: 'within', of: 'scale' });
  const nominal = between('nominal', null, [0, 1, 0], blanks);
  expect(reachSentence(nominal)).toMatchObject({ verdict: 'beyond', of: 'it' });
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
        beyond: said.filter(({ verdict }) => verdict === 'beyond').length,
        known: said.length
      });
    })
  );
});

test('nearer to the people: only where they were asked, it can be compared, and something moved', () => {
  expect(nearerSentence(between('ordinal', [0, 0, 1]), true)).toBe('nearer');
  expect(nearerSentence(between('ordinal', [0, 0, 1]), false)).toBe('notAsked');
  expect(nearerSentence(between('ordinal', null), true)).toBe('noOrder');
  expect(nearerSentence(still, true)).toBe(null);
});
