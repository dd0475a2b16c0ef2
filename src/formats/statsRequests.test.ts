import { describe, expect, it } from 'vitest';
import { answerRequests } from './statsRequests.ts';

describe('statistics on request', () => {
  it('answers each kind', () => {
    const [paired, point, adjust] = answerRequests([
      { kind: 'paired', differences: [1, 2, null, 3, 1, 2, 3] },
      {
        kind: 'pointing',
        shifts: [
          [1, 0],
          [0, null]
        ],
        positions: [
          [0.9, 0.1],
          [0.1, 0.9],
          [0.2, 0.3]
        ],
        own: [0, 1],
        seed: 3
      },
      { kind: 'adjust', p: [0.02, null, 0.04] }
    ]);
    // All six differences point the same way: 2 of the 2^6 signings are as far from 0.
    expect(paired).toMatchObject({ n: 6, mean: 2, p: 2 / 64 });
    expect(point).toMatchObject({ percentile: [1, null], meanPercentile: 1, p: null });
    expect(adjust).toEqual({ adjusted: [0.04, null, 0.04] });
  });

  it.each([
    [{}, 'the file'],
    [[7], '[0]'],
    [[{ kind: 'mean' }], '[0].kind'],
    [[{ kind: 'paired', differences: [1, 'x'] }], '[0].differences[1]'],
    [[{ kind: 'adjust', p: [2] }], '[0].p[0]'],
    [
      [{ kind: 'pointing', shifts: [[1]], positions: [[1, 2]], own: [0] }],
      '[0].shifts and .positions'
    ],
    [[{ kind: 'pointing', shifts: [[1]], positions: [[1]], own: [4] }], '[0].own[0]'],
    [[{ kind: 'pointing', shifts: [[1]], positions: [[1]], own: [] }], '[0].own']
  ])('names the place of a fault in %j', (input, path) => {
    expect(() => answerRequests(input)).toThrow(
      expect.objectContaining({ code: 'stats-request', params: expect.objectContaining({ path }) })
    );
  });
});
