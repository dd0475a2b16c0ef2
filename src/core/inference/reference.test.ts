import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pointing } from '../measures/pointing.ts';
import { benjaminiHochberg } from './benjaminiHochberg.ts';
import { clusterBootstrap } from './clusterBootstrap.ts';
import { cellsBeyondChance, type Units } from './evidence.ts';
import { detectableCorrelation, pairedMean } from './pairedMean.ts';
import { specificity } from './specificity.ts';
import { tCdf, tQuantile } from './studentT.ts';

type Row = (number | null)[];

/** Written by scripts/reference/inference.py: numpy and scipy. */
const reference = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/inference/reference.json', import.meta.url), 'utf8')
) as {
  t: { share: number; df: number; t: number; cdf: number }[];
  paired: {
    differences: number[];
    n: number;
    mean: number;
    low?: number;
    high?: number;
    detectable?: number;
    p?: number;
    pNear?: number;
  }[];
  pointing: {
    shifts: Row[];
    positions: Row[];
    own: number[];
    cosine: number[][];
    percentile: number[];
    meanPercentile: number;
    p: number | null;
    exact: boolean;
  }[];
  adjust: { p: Row; adjusted: Row }[];
  cells: {
    units: number[][];
    p: number | null;
    adjusted: number | null;
    clear: boolean;
    tooFew: boolean;
    detectable: number | null;
  }[][];
  correlation: { n: number; level: number; r: number }[];
  clusters: {
    first: number[][];
    second: number[][];
    firstEnds: number[];
    secondEnds: number[];
    differenceEnds: number[];
    se: number;
    p: number;
  }[];
};

const grid = (rows: Row[]) => rows.map((row) => Float64Array.from(row, (value) => value ?? NaN));

describe('statistics as numpy and scipy compute them', () => {
  it.each(reference.t)('t quantile $share with $df degrees of freedom', ({ share, df, t, cdf }) => {
    expect(tQuantile(share, df)).toBeCloseTo(t, 8);
    expect(tCdf(1.3, df)).toBeCloseTo(cdf, 12);
  });

  it.each(reference.paired)('mean of $n paired differences', (known) => {
    const found = pairedMean(known.differences, { seed: 1 });
    expect(found.n).toBe(known.n);
    expect(found.mean).toBeCloseTo(known.mean, 12);
    if (known.n < 6) {
      expect(found).toMatchObject({ p: null, interval: null, detectable: null });
      return;
    }
    expect(found.interval?.[0]).toBeCloseTo(known.low as number, 9);
    expect(found.interval?.[1]).toBeCloseTo(known.high as number, 9);
    expect(found.detectable).toBeCloseTo(known.detectable as number, 9);
    if (known.p !== undefined) expect(found.p).toBeCloseTo(known.p, 12);
    // A sampled p: four standard errors of 10,000 flips.
    else expect(Math.abs((found.p as number) - (known.pNear as number))).toBeLessThan(0.02);
  });

  it.each(reference.pointing)('pointing and specificity of $own.length cues', (known) => {
    const { cosine, percentile } = pointing(grid(known.shifts), grid(known.positions), known.own);
    cosine.forEach((row, x) =>
      row.forEach((value, c) => expect(value).toBeCloseTo(known.cosine[x]?.[c] as number, 10))
    );
    percentile.forEach((value, x) => expect(value).toBeCloseTo(known.percentile[x] as number, 10));
    const found = specificity(cosine, known.own, 1);
    expect(found.meanPercentile).toBeCloseTo(known.meanPercentile, 10);
    if (known.p === null) expect(found.p).toBeNull();
    else if (known.exact) expect(found.p).toBeCloseTo(known.p, 10);
    else expect(Math.abs((found.p as number) - known.p)).toBeLessThan(0.01);
  });

  it.each(reference.adjust)('adjusts $p', ({ p, adjusted }) => {
    benjaminiHochberg(p).forEach((value, k) => {
      if (adjusted[k] === null) expect(value).toBeNull();
      else expect(value).toBeCloseTo(adjusted[k] as number, 12);
    });
  });

  it.each(reference.correlation)('detectable |r| across $n', ({ n, level, r }) => {
    expect(detectableCorrelation(n, level)).toBeCloseTo(r, 8);
  });

  it.each(reference.clusters)('bootstrap of whole countries and questions', (known) => {
    const questions = known.first[0]?.length ?? 0;
    const [found] = clusterBootstrap(
      Float64Array.from(known.first.flat()),
      Float64Array.from(known.second.flat()),
      {
        ...{ countries: known.first.length, questions, count: 20_000, seed: 3 },
        groups: [Array.from({ length: questions }, (_, q) => q)]
      }
    );
    const near = (ends: readonly number[] | undefined, wanted: number[], within: number) =>
      wanted.forEach((value, k) =>
        expect(Math.abs((ends?.[k] ?? NaN) - value)).toBeLessThan(within)
      );
    // About four standard errors of a percentile of 20,000 resamples.
    near(found?.first, known.firstEnds, 0.04);
    near(found?.second, known.secondEnds, 0.04);
    near(found?.difference.interval, known.differenceEnds, 0.4 * known.se * 0.25);
    expect((found?.difference.se ?? 0) / known.se).toBeCloseTo(1, 1);
    expect(Math.abs((found?.difference.p ?? NaN) - known.p)).toBeLessThan(0.02);
  });

  it.each(reference.cells.map((figure) => [figure]))(
    'tells which cells are beyond chance',
    (known) => {
      const found = cellsBeyondChance(
        known.map(
          ({ units }) => units.map((each) => pairedMean(each, { seed: 1 })) as never as Units
        )
      );
      found.forEach((cell, k) => {
        const { clear, tooFew, ...numbers } = known[k] as (typeof known)[number];
        expect(cell).toMatchObject({ clear, tooFew });
        for (const key of ['p', 'adjusted', 'detectable'] as const) {
          if (numbers[key] === null) expect(cell[key]).toBeNull();
          else expect(cell[key]).toBeCloseTo(numbers[key], 9);
        }
      });
    }
  );
});
