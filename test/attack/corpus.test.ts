import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CORPUS, KINDS, fewOfEach } from '../../scripts/attack/corpus/corpus.mjs';
import type { Hostile } from '../../scripts/attack/corpus/input.mjs';
import { chance } from '../../scripts/attack/corpus/random.mjs';

/** Of everything that an input is given as; its files' names too. */
function digest({ kind, name, make }: Hostile, seed: number): string {
  const hash = createHash('sha256');
  const walk = (value: unknown): void => {
    if (value instanceof Uint8Array) hash.update(value);
    else if (value instanceof Map) for (const entry of value) walk(entry);
    else if (typeof value !== 'object' || value === null) hash.update(`${String(value)} `);
    else {
      for (const [key, inner] of Object.entries(value)) {
        hash.update(`${key} `);
        walk(inner);
      }
    }
  };
  walk(make(chance(seed, `${kind}/${name}`)));
  return hash.digest('hex');
}

describe('the corpus of hostile inputs', () => {
  test('has at least 300, some of every kind, each under a name of its own', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(300);
    for (const kind of KINDS) {
      const own = CORPUS.filter((input) => input.kind === kind);
      expect(own.length, kind).toBeGreaterThanOrEqual(30);
      expect(new Set(own.map(({ name }) => name)).size, kind).toBe(own.length);
      // What is refused whatever it is would pass too, were nothing good tried.
      expect(own.filter(({ right }) => right === 'accepted').length, kind).toBeGreaterThanOrEqual(
        2
      );
      expect(own.filter(({ right }) => right !== 'accepted').length, kind).toBeGreaterThan(20);
    }
  });

  test('names can be typed into a command line', () => {
    expect(CORPUS.filter(({ name }) => !/^[\w.-]+$/.test(name))).toEqual([]);
  });

  test('the same seed makes the same bytes, in whatever order', () => {
    const damaged = CORPUS.filter(({ name }) => /flip-|cut-|odd-\d|noise/.test(name));
    expect(damaged.length).toBeGreaterThan(50);
    const first = damaged.map((input) => digest(input, 1));
    const again = damaged.toReversed().map((input) => digest(input, 1));
    expect(again.toReversed()).toEqual(first);
    const other = damaged.map((input) => digest(input, 2));
    const same = first.filter((hash, at) => hash === other[at]);
    expect(same.length).toBeLessThan(damaged.length / 10);
  });

  test('a few of each are some of each, the same ones always', () => {
    const few = fewOfEach(3);
    for (const kind of KINDS) expect(few.filter((input) => input.kind === kind)).toHaveLength(3);
    expect(fewOfEach(3)).toEqual(few);
  });
});

test('chance is the same for a seed and name, another for others', () => {
  const draws = (seed: number, name: string) => {
    const { below } = chance(seed, name);
    return Array.from({ length: 8 }, () => below(1000));
  };
  expect(draws(1, 'a')).toEqual(draws(1, 'a'));
  expect(draws(1, 'a')).not.toEqual(draws(2, 'a'));
  expect(draws(1, 'a')).not.toEqual(draws(1, 'b'));
  const { bytes, one } = chance(3, 'x');
  expect(new Set(bytes(2000)).size).toBeGreaterThan(200);
  expect(['a', 'b']).toContain(one(['a', 'b']));
});
