import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, estimate, testedEstimate } from './estimates.ts';
import { resampleCountry, type CountryScores } from './replicates.ts';
import { drawResamples, weightPlace, type Weights } from './resamples.ts';

/** Equal up to rounding; NaN equals NaN. */
function expectSame(found: number | undefined, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(expected, 12);
}

const variance = (values: readonly number[]) => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
};
const NO_SERIES = {
  ...{ name: null, neutral: null, uniform: null },
  ...{ otherCountries: null, bestOther: null }
};

describe('drawing', () => {
  const design = {
    questionGroups: [0, 0, 1, -1, 1, 1],
    pictureGroups: [5, 5, 9],
    count: 200,
    seed: 3
  };

  test('row 0 is the sample; every other row draws as many as there are, group by group', () => {
    const { overall, within, pictures } = drawResamples(design);
    const rowOf = (weights: Weights, row: number, size: number) =>
      Array.from({ length: size }, (_, item) => weights[weightPlace(row, item, size)] as number);
    expect(rowOf(within, 0, 6)).toEqual([1, 1, 1, 0, 1, 1]);
    for (let row = 0; row <= 200; row++) {
      const all = rowOf(overall, row, 6);
      const drawn = rowOf(within, row, 6);
      const shown = rowOf(pictures, row, 3);
      expect(all.reduce((a, b) => a + b)).toBe(5);
      expect((drawn[0] ?? 0) + (drawn[1] ?? 0)).toBe(2);
      expect((drawn[2] ?? 0) + (drawn[4] ?? 0) + (drawn[5] ?? 0)).toBe(3);
      expect([all[3], drawn[3]]).toEqual([0, 0]);
      expect((shown[0] ?? 0) + (shown[1] ?? 0)).toBe(2);
      expect(shown[2]).toBe(1);
    }
  });

  test('is decided by the seed', () => {
    expect(drawResamples(design)).toEqual(drawResamples(design));
    expect(drawResamples(design)).not.toEqual(drawResamples({ ...design, seed: 4 }));
  });
});

describe('resampling questions and pictures together', () => {
  test('has the variance of both: var(questions) / Q + var(pictures) / P', () => {
    const Q = 40;
    const P = 8;
    const ofQuestion = Array.from({ length: Q }, (_, q) => Math.sin(q * 1.7));
    const ofPicture = Array.from({ length: P }, (_, k) => 0.5 * Math.cos(k * 2.3));
    const scores: CountryScores = {
      questions: ofQuestion.map((_, q) => q),
      topics: ofQuestion.map(() => 0),
      series: { ...NO_SERIES, name: Float64Array.from(ofQuestion) },
      picture: Float64Array.from(ofQuestion.flatMap((a) => ofPicture.map((b) => a + b))),
      pictures: ofPicture.map((_, k) => k)
    };
    const resamples = drawResamples({
      questionGroups: scores.topics,
      pictureGroups: ofPicture.map(() => 0),
      count: 80_000,
      seed: 1
    });
    const { name, picture, topics } = resampleCountry(scores, resamples, {
      questions: Q,
      pictures: P
    });
    const drawn = (values: Float64Array | null | undefined) => [...(values ?? [])].slice(1);
    const both = variance(ofQuestion) / Q + variance(ofPicture) / P;
    expect(variance(drawn(picture)) / both).toBeCloseTo(1, 1);
    expect(variance(drawn(topics[0]?.picture)) / both).toBeCloseTo(1, 1);
    expect(variance(drawn(name)) / (variance(ofQuestion) / Q)).toBeCloseTo(1, 1);
    // scipy.stats.bootstrap(method='percentile') with 400,000 resamples; both drawn: numpy, the same.
    expect(estimate(name as Float64Array, Q)?.interval).toEqual([
      expect.closeTo(-0.198, 2),
      expect.closeTo(0.2332, 2)
    ]);
    expect(estimate(picture as Float64Array, Q)?.interval).toEqual([
      expect.closeTo(-0.3191, 2),
      expect.closeTo(0.3458, 2)
    ]);
    // The questions are the same in both cues: of the difference only the pictures' part is left.
    const difference = differences(picture as Float64Array, name as Float64Array);
    expect(variance(drawn(difference)) / (variance(ofPicture) / P)).toBeCloseTo(1, 1);
  });

  test('is what the definition says, gaps or not', () => {
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(NaN) }
    );
    const anyCase = fc
      .record({ Q: fc.integer({ min: 1, max: 6 }), P: fc.integer({ min: 1, max: 4 }) })
      .chain(({ Q, P }) =>
        fc.record({
          P: fc.constant(P),
          topics: fc
            .array(fc.nat({ max: 2 }), { minLength: Q, maxLength: Q })
            .map((topics) => topics.sort()),
          plain: fc.array(value, { minLength: Q, maxLength: Q }),
          picture: fc.array(value, { minLength: Q * P, maxLength: Q * P })
        })
      );
    fc.assert(
      fc.property(anyCase, ({ P, topics, plain, picture }) => {
        const Q = topics.length;
        const questions = topics.map((_, q) => q);
        const pictures = Array.from({ length: P }, (_, k) => k);
        const resamples = drawResamples({
          questionGroups: topics,
          pictureGroups: pictures.map(() => 0),
          count: 9,
          seed: 2
        });
        const made = resampleCountry(
          {
            questions,
            topics,
            series: { ...NO_SERIES, name: Float64Array.from(plain) },
            picture: Float64Array.from(picture),
            pictures
          },
          resamples,
          { questions: Q, pictures: P }
        );
        const mean = (pairs: [number, number][]) => {
          const known = pairs.filter(([, each]) => !Number.isNaN(each));
          const total = known.reduce((sum, [weight]) => sum + weight, 0);
          return known.reduce((sum, [weight, each]) => sum + weight * each, 0) / total;
        };
        for (let row = 0; row <= 9; row++) {
          const weigh = (from: Weights, width: number, k: number) =>
            from[weightPlace(row, k, width)] as number;
          const perQuestion = questions.map((q) =>
            mean(
              pictures.map((k) => [weigh(resamples.pictures, P, k), picture[q * P + k] as number])
            )
          );
          const over = (weights: Weights, values: readonly number[], topic?: number) =>
            mean(
              questions
                .filter((q) => topic === undefined || topics[q] === topic)
                .map((q) => [weigh(weights, Q, q), values[q] as number])
            );
          expectSame(made.name?.[row], over(resamples.overall, plain));
          expectSame(made.picture?.[row], over(resamples.overall, perQuestion));
          for (const each of made.topics) {
            const { topic } = each;
            expectSame(each.name?.[row], over(resamples.within, plain, topic));
            expectSame(each.picture?.[row], over(resamples.within, perQuestion, topic));
          }
        }
      }),
      { numRuns: 60 }
    );
  });
});

describe('estimates', () => {
  /** The observed value in front of the resamples. */
  const replicates = (...values: number[]) => Float64Array.from(values);

  test("percentiles are numpy's: quantile([1..11], [.025, .975]) = 1.25, 10.75", () => {
    const found = estimate(replicates(5, 11, 3, 7, 1, 9, 2, 10, 4, 6, 5, 8), 5);
    expect(found?.mean).toBe(5);
    expect(found?.interval?.[0]).toBeCloseTo(1.25, 12);
    expect(found?.interval?.[1]).toBeCloseTo(10.75, 12);
  });

  test('percentiles of anything are those of the sorted values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 60 }),
        (values) => {
          const sorted = Float64Array.from(values).sort();
          const at = 0.025 * (sorted.length - 1);
          const [below, above] = [sorted[0] as number, sorted[1] as number];
          const expected =
            sorted.length <= 40
              ? below + (above - below) * at
              : (sorted[1] as number) + ((sorted[2] as number) - (sorted[1] as number)) * (at - 1);
          expect(estimate(replicates(0, ...values), 2)?.interval?.[0]).toBeCloseTo(expected, 9);
        }
      )
    );
  });

  test('p counts the resamples on the smaller side of 0: 2 (1 + 1) / (9 + 1) = .4', () => {
    expect(testedEstimate(replicates(1, 1, 2, 3, -1, 2, 1, 4, 1, 2), 3)?.p).toBeCloseTo(0.4, 12);
    expect(testedEstimate(replicates(0, 0, 0, 0), 3)?.p).toBe(1);
  });

  test('one question has no interval, no value no estimate, empty resamples do not count', () => {
    expect(testedEstimate(replicates(1, 1, 1), 1)).toEqual({
      mean: 1,
      interval: null,
      p: null,
      n: 1
    });
    expect(estimate(replicates(NaN, 1), 4)).toBe(null);
    expect(testedEstimate(replicates(1, NaN, 2, 2), 2)?.p).toBeCloseTo(2 / 3, 12);
  });
});
