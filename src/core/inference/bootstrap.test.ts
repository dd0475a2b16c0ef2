import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjaminiHochberg.ts';
import { bootstrapMean, bootstrapPaired } from './bootstrap.ts';
import { seededRandom } from './random.ts';

describe('random numbers', () => {
  // An independent Python transcription of splitmix32 and xoshiro128**.
  it.each([
    [1, [393288148, 2174103013, 3814759091, 2092745082]],
    [2025, [1310880594, 3551196327, 4101424516, 2888971274]]
  ])('follow the generator for seed %i', (seed, expected) => {
    const random = seededRandom(seed);
    expect(expected.map(() => random() * 2 ** 32)).toEqual(expected);
  });
});

describe('bootstrap', () => {
  it('comes near the exact resampling distribution of a few values', () => {
    // All 4^4 resamples of these four values: 2.5% and 97.5% of the means are 1.5 and 5.
    const { mean, interval, n } = bootstrapMean([1, 2, 3, 6], { seed: 7 });
    expect([mean, n]).toEqual([3, 4]);
    expect(interval?.[0]).toBeCloseTo(1.5, 1);
    expect(Math.abs((interval?.[1] ?? 0) - 5)).toBeLessThanOrEqual(0.25);
  });

  it('finds the interval that scipy finds for ten known values', () => {
    // scipy.stats.bootstrap((values,), numpy.mean, n_resamples=200_000, method='percentile'): .625 and
    // .722; numpy with two million resamples: .624 and .722. One standard error of the mean is .025.
    const values = [0.62, 0.71, 0.55, 0.8, 0.66, 0.58, 0.74, 0.69, 0.61, 0.77];
    const { mean, interval } = bootstrapMean(values, { seed: 11, resamples: 100_000 });
    expect(mean).toBeCloseTo(0.673, 12);
    expect(Math.abs((interval?.[0] ?? 0) - 0.6245)).toBeLessThan(0.0015);
    expect(Math.abs((interval?.[1] ?? 0) - 0.722)).toBeLessThan(0.0015);
  });

  it('finds the interval and p of known paired differences', () => {
    // numpy, four million resamples of the eight differences: 2.5% and 97.5% at .0025 and .03375; a
    // share of .01394 is not above 0, so the two-sided p is .0279.
    const differences = [0.04, -0.01, 0.03, 0.02, -0.02, 0.05, 0.01, 0.03];
    const found = bootstrapPaired(differences, { seed: 5, resamples: 100_000 });
    expect(Math.abs((found.interval?.[0] ?? 0) - 0.0025)).toBeLessThan(0.0013);
    expect(Math.abs((found.interval?.[1] ?? 0) - 0.03375)).toBeLessThan(0.0013);
    expect(Math.abs((found.p ?? 0) - 0.0279)).toBeLessThan(0.003);
  });

  it('draws for a country what it drew alone, whatever was asked before', () => {
    const short = [0.2, 0.9, 0.4];
    const long = [0.1, 0.5, 0.3, 0.8, 0.6];
    const options = { seed: 77, resamples: 500 };
    const alone = bootstrapMean(short, options);
    bootstrapMean(long, { seed: 78, resamples: 500 });
    bootstrapMean(long, options);
    expect(bootstrapMean(short, options)).toEqual(alone);
  });

  it('draws the same resamples for the same seed: values and their shift move together', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer(), (list, seed) => {
        const options = { seed, resamples: 200 };
        const plain = bootstrapMean(list, options);
        const shifted = bootstrapMean(
          list.map((value) => value + 8),
          options
        );
        expect(plain).toEqual(bootstrapMean(list, options));
        expect(shifted.interval?.[0]).toBeCloseTo((plain.interval?.[0] ?? NaN) + 8, 9);
        expect(shifted.interval?.[1]).toBeCloseTo((plain.interval?.[1] ?? NaN) + 8, 9);
        expect(plain.interval?.[0]).toBeGreaterThanOrEqual(Math.min(...list));
        expect(plain.interval?.[1]).toBeLessThanOrEqual(Math.max(...list));
      }),
      { numRuns: 30 }
    );
  });

  it('says nothing about the spread of a single value', () => {
    expect(bootstrapMean([0.4], { seed: 1 })).toEqual({ mean: 0.4, interval: null, n: 1 });
    expect(bootstrapPaired([0.4], { seed: 1 })).toMatchObject({ interval: null, p: null });
    expect(bootstrapMean([], { seed: 1 })).toMatchObject({ interval: null, n: 0 });
  });

  it('gives p by counting resamples on either side of 0', () => {
    const p = (differences: number[]) =>
      bootstrapPaired(differences, { seed: 3, resamples: 999 }).p;
    expect(p([1, 2, 3])).toBe(2 / 1000);
    expect(p([-1, -2, -3])).toBe(2 / 1000);
    expect(p([0, 0, 0])).toBe(1);
    // Two values of one sign against one of the other: 7 of the 27 resamples have a sum <= 0.
    const three = p([-1, 1, 1]) ?? 0;
    expect(Math.abs(three - (2 * 7) / 27)).toBeLessThan(0.1);
  });
});

describe('Benjamini-Hochberg', () => {
  it('adjusts by rank and keeps the order, missing ones aside', () => {
    // Ranks 1 to 4 of four tests: .01*4/1, .02*4/2, .03*4/3 and .5.
    const adjusted = benjaminiHochberg([0.03, null, 0.01, 0.5, 0.02]);
    [0.04, null, 0.04, 0.5, 0.04].forEach((expected, k) => {
      if (expected === null) expect(adjusted[k]).toBeNull();
      else expect(adjusted[k]).toBeCloseTo(expected, 12);
    });
  });

  it('gives what scipy gives', () => {
    // scipy.stats.false_discovery_control of fifteen p, as many as there are topics.
    const ps = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251];
    const adjusted = benjaminiHochberg([...ps, 0.269, 0.275, 0.34]);
    const tail = new Array<number>(7).fill(0.29464285714285715);
    const expected = [0.015, 0.06, 0.126, 0.126, 0.126, 0.15, 0.15857142857142856, ...tail, 0.34];
    expected.forEach((value, k) => expect(adjusted[k]).toBeCloseTo(value, 12));
  });

  it('never lowers a p, never passes 1, keeps the ranking', () => {
    const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(ps, (list) => {
        const adjusted = benjaminiHochberg(list) as number[];
        adjusted.forEach((value, k) => {
          expect(value).toBeGreaterThanOrEqual((list[k] as number) * (1 - 1e-12));
          expect(value).toBeLessThanOrEqual(1);
          list.forEach((other, j) => {
            if (other < (list[k] as number)) expect(adjusted[j]).toBeLessThanOrEqual(value);
          });
        });
      })
    );
  });
});
