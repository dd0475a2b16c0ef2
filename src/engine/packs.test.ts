import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPack } from './packs.ts';
import type { TokenJob } from './promptTokens.ts';

const limits = { tokens: 10, kindredTokens: 20 };
const job = (suffix: number[], prefix = [1], picture: string | null = null): TokenJob => ({
  prefix,
  suffix,
  picture,
  kind: 'letters',
  targets: [[5], [6]]
});
const run = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);

describe('nextPack', () => {
  it('is empty only for no jobs', () => {
    expect(nextPack([], limits)).toBe(0);
    expect(nextPack([job(run(0, 500))], limits)).toBe(1);
  });

  it('fills up to the limit', () => {
    expect(nextPack([job(run(0, 4)), job(run(10, 4)), job(run(20, 4))], limits)).toBe(2);
  });

  it('gives the orders of one question more room', () => {
    const stem = run(0, 8);
    const orders = [job([...stem, 20, 21]), job([...stem, 30, 31]), job([...stem, 40, 41])];
    expect(nextPack(orders, limits)).toBe(3);
  });

  it('stops at another prefix or picture', () => {
    expect(nextPack([job([1]), job([2], [2])], limits)).toBe(1);
    expect(nextPack([job([1], [1], 'a'), job([2], [1], 'b')], limits)).toBe(1);
  });

  it('takes every job exactly once', () => {
    const jobs = fc.array(
      fc.record({ length: fc.integer({ min: 1, max: 15 }), prefix: fc.nat(2) }),
      { maxLength: 30 }
    );
    fc.assert(
      fc.property(jobs, (shapes) => {
        let rest = shapes.map(({ length, prefix }, at) => job(run(at * 100, length), [prefix]));
        while (rest.length > 0) {
          const count = nextPack(rest, limits);
          expect(count).toBeGreaterThan(0);
          expect(new Set(rest.slice(0, count).map(({ prefix }) => prefix[0])).size).toBe(1);
          rest = rest.slice(count);
        }
      })
    );
  });
});
