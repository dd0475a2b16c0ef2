import { expect, test } from 'vitest';
import { multiverseSentence } from './multiverse.ts';

const points = (...ps: (number | null)[]) => ps.map((p) => ({ p }));

test.each([
  [{ points: [], above: 0, clearAbove: 0, clearBelow: 0 }, 'none'],
  [{ points: points(null, null), above: 2, clearAbove: 0, clearBelow: 0 }, 'untested'],
  [{ points: points(0.01, null), above: 2, clearAbove: 1, clearBelow: 0 }, 'oneSided'],
  [{ points: points(0.4, 0.6), above: 1, clearAbove: 0, clearBelow: 0 }, 'oneSided'],
  [{ points: points(0.01, 0.02), above: 1, clearAbove: 1, clearBelow: 1 }, 'twoSided']
])('%j: %s', (curve, kind) => {
  expect(multiverseSentence(curve)).toEqual({
    ...{ kind, above: curve.above, all: curve.points.length },
    ...{ clear: curve.clearAbove, against: curve.clearBelow }
  });
});
