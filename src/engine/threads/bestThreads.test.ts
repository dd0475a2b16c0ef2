import { describe, expect, it } from 'vitest';
import { candidates, choose } from './bestThreads.ts';

describe('threads', () => {
  it('are tried with one, half and all processors, within bounds', () => {
    expect(candidates(1)).toEqual([1]);
    expect(candidates(2)).toEqual([1, 2]);
    expect(candidates(8)).toEqual([1, 4, 8]);
    expect(candidates(64)).toEqual([1, 4, 8]);
  });

  it('are as few as do the work in nearly the best time', () => {
    const trials = (...ms: number[]) => ms.map((one, k) => ({ threads: 2 ** k, ms: one }));
    expect(choose(trials(100, 55, 30))).toBe(4);
    expect(choose(trials(100, 55, 52))).toBe(2);
    expect(choose(trials(100, 130, 400))).toBe(1);
  });

  it('are one where nothing was tried', () => {
    expect(choose([])).toBe(1);
  });
});
