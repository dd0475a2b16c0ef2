import { expect, it } from 'vitest';
import { shareDifference } from './shareDifference.ts';
import type { RawAnswer } from './types.ts';

const answer = (...shares: number[]): RawAnswer => ({
  ...{ question: 'Q1', cue: { kind: 'neutral' }, readout: 'text' },
  sums: shares.map(Math.log),
  tokens: shares.map(() => 1),
  baseline: shares.map(() => 0)
});

it('is that of the option that moved most, in whatever answer', () => {
  const pairs = [
    [answer(0.5, 0.3, 0.2), answer(0.5, 0.3, 0.2)],
    [answer(0.5, 0.3, 0.2), answer(0.4, 0.3, 0.3)],
    [answer(0.9, 0.1), answer(0.65, 0.35)]
  ] as const;
  expect(shareDifference(pairs, 'raw')).toEqual({ largest: expect.closeTo(0.25), answers: 3 });
  expect(shareDifference([], 'raw')).toEqual({ largest: 0, answers: 0 });
});
