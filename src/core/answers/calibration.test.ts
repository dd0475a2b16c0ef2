import { describe, expect, it } from 'vitest';
import { KNOWN_TRUTHS } from '../prompts/knownTruths.ts';
import type { Distribution } from '../survey/types.ts';
import { calibrationOf } from './calibration.ts';
import type { Answer } from './types.ts';

const answered = (given: (stated: Distribution) => Distribution): Answer[] =>
  KNOWN_TRUTHS.map(({ id, stated }) => ({
    question: id,
    cue: { kind: 'neutral' },
    readout: 'letter',
    distribution: given(stated) as number[],
    orders: [],
    letterMass: null,
    orderSensitivity: null
  }));
const found = (given: (stated: Distribution) => Distribution) =>
  calibrationOf(answered(given)).letter;
const even = (stated: Distribution) => stated.map(() => 1 / stated.length);

describe('known truths', () => {
  it('state shares that sum to 1, with prefix-free continuations', () => {
    for (const { stated, options, continuations, leadIn } of KNOWN_TRUTHS) {
      expect(stated.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      expect(stated).toHaveLength(options.length);
      expect(leadIn).toMatch(/\S$/);
      for (const one of continuations) {
        expect(continuations.filter((other) => other.startsWith(one))).toEqual([one]);
      }
    }
  });
});

describe('calibration', () => {
  it('of the truth itself: slope 1 and no error; of an even spread: slope 0 and its error', () => {
    const true_ = found((stated) => stated);
    expect(true_?.slope.mean).toBeCloseTo(1, 12);
    expect(true_?.error).toMatchObject({ mean: 0, n: 16 });
    const flat = found(even);
    expect(flat?.slope.mean).toBeCloseTo(0, 12);
    expect(flat?.error.mean).toBeCloseTo(flat?.evenError ?? NaN, 12);
    expect(flat?.slope.n).toBe(11);
    expect(calibrationOf([]).letter).toBeNull();
  });

  it('halfway to an even spread has slope .5 and half its error', () => {
    const half = found((stated) => stated.map((share) => (share + 1 / stated.length) / 2));
    expect(half?.slope.mean).toBeCloseTo(0.5, 12);
    expect(half?.error.mean).toBeCloseTo((half?.evenError ?? NaN) / 2, 12);
  });

  it('of an answer by place alone: an interval that holds no notice, and more error than even', () => {
    for (const place of [0, 'last'] as const) {
      const bound = found((stated) =>
        stated.map((_, k) => Number(k === (place === 0 ? 0 : stated.length - 1)))
      );
      const [low, high] = bound?.slope.interval ?? [NaN, NaN];
      expect(low).toBeLessThan(0);
      expect(high).toBeGreaterThan(0);
      expect(bound?.error.mean).toBeGreaterThan(bound?.evenError ?? NaN);
    }
  });
});
