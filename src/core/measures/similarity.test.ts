import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDistributions } from '../fixtures/distributions.ts';
import { divergenceAt, similarity, similarityAt, skill, uniform } from './similarity.ts';
import { METRICS } from './metrics.ts';
import type { Distribution } from '../survey/types.ts';

const up: Distribution = [0.1, 0.2, 0.3, 0.4];
const down: Distribution = [0.4, 0.3, 0.2, 0.1];
const five: Distribution = [0.05, 0.15, 0.3, 0.35, 0.15];
const other: Distribution = [0.2, 0.25, 0.25, 0.2, 0.1];
const skewed: Distribution = [0.7, 0.2, 0.08, 0.02];

describe('similarity', () => {
  // Reference numbers worked out from the definitions with NumPy, outside this code.
  it.each([
    ['jsd-bits', up, down, 0.8464393446710154],
    ['js-distance-nats', up, down, 0.6737483558873256],
    ['js-distance-bits', up, down, 0.608131839352845],
    ['wasserstein', up, down, 2 / 3],
    ['jsd-bits', uniform(4), skewed, 0.8012132428107533],
    ['js-distance-nats', uniform(4), skewed, 0.6288012927307252],
    ['js-distance-bits', uniform(4), skewed, 0.5541449145863124],
    // scipy.spatial.distance.jensenshannon (base 2 and e) and scipy.stats.wasserstein_distance.
    ['jsd-bits', five, other, 0.9359115286740859],
    ['js-distance-nats', five, other, 0.7892329646126932],
    ['js-distance-bits', five, other, 0.7468429907628191],
    ['wasserstein', five, other, 1 - 0.65 / 4],
    ['jsd-bits', [0.5, 0.5, 0], [0, 0.5, 0.5], 0.5],
    ['jsd-bits', [1, 0], [0, 1], 0],
    ['js-distance-nats', [1, 0], [0, 1], 1 - Math.sqrt(Math.LN2)],
    ['js-distance-bits', [1, 0], [0, 1], 0],
    ['wasserstein', [1, 0, 0], [0, 0, 1], 0]
  ] as const)('%s of %j and %j', (metric, p, h, expected) => {
    expect(similarity(metric, p, h, 'ordinal')).toBeCloseTo(expected, 12);
  });

  it.each(METRICS)('%s is symmetric, at most 1, and 1 for equal answers', (metric) => {
    fc.assert(
      fc.property(anyDistributions(2), ([p = [], h = []]) => {
        const s = similarity(metric, p, h, 'ordinal');
        expect(s).toBeCloseTo(similarity(metric, h, p, 'ordinal'), 12);
        expect(s).toBeLessThanOrEqual(1);
        expect(s).toBeGreaterThanOrEqual(-1e-12);
        expect(similarity(metric, p, p, 'ordinal')).toBe(1);
      })
    );
  });

  it('has a JS distance and a Wasserstein distance that obey the triangle inequality', () => {
    fc.assert(
      fc.property(anyDistributions(3), ([p = [], q = [], r = []]) => {
        const distance = (a: Distribution, b: Distribution) =>
          Math.sqrt(divergenceAt(a, 0, b, 0, a.length) / Math.LN2);
        const steps = (a: Distribution, b: Distribution) =>
          (1 - similarity('wasserstein', a, b, 'ordinal')) * (a.length - 1);
        expect(distance(p, r)).toBeLessThanOrEqual(distance(p, q) + distance(q, r) + 1e-9);
        expect(steps(p, r)).toBeLessThanOrEqual(steps(p, q) + steps(q, r) + 1e-9);
      })
    );
  });

  it('is the same, to the last bit, where the distributions lie in a larger array', () => {
    fc.assert(
      fc.property(anyDistributions(2), fc.constantFrom(...METRICS), ([p = [], h = []], metric) => {
        const packed = Float64Array.from([0.5, ...p, ...h]);
        const found = similarityAt(metric, packed, 1, packed, 1 + p.length, p.length);
        expect(found).toBe(similarity(metric, p, h, 'ordinal'));
      })
    );
  });

  it('refuses steps where there is no scale, and distributions of different lengths', () => {
    expect(() => similarity('wasserstein', up, down, 'nominal')).toThrow('metric-needs-order');
    expect(() => similarity('jsd-bits', [1], [0.5, 0.5], 'nominal')).toThrow(RangeError);
  });
});

describe('skill', () => {
  it('is 0 for an even spread, 1 for the survey itself, unknown where the survey is even', () => {
    expect(skill(0.8, 0.8)).toBe(0);
    expect(skill(1, 0.8)).toBe(1);
    expect(skill(0.7, 0.8)).toBeCloseTo(-0.5, 12);
    expect(skill(1, 1)).toBeNaN();
  });
});
