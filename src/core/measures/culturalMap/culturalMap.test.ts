import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../inference/random.ts';
import type { Distribution } from '../../survey/types.ts';
import {
  fitCulturalMap,
  project,
  rotateToTarget,
  scoreWeights,
  type CulturalMap
} from './culturalMap.ts';
import { ellipseOf } from './ellipse.ts';
import { mapCue } from './mapEllipse.ts';
import { itemValue, MAP_ITEMS, MAP_QUESTIONS } from './mapItems.ts';
import { solve, symmetricEigen } from './matrices.ts';

describe('algebra', () => {
  test('eigenvalues by hand, of two rows and of three', () => {
    expect(
      symmetricEigen([
        [2, 1],
        [1, 2]
      ]).map(({ value }) => value)
    ).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)]);
    const matrix = [
      [4, 1, -2],
      [1, 2, 0],
      [-2, 0, 3]
    ];
    const found = symmetricEigen(matrix);
    // The characteristic polynomial is (1 - t)(t^2 - 8t + 13): 4 + root 3, 4 - root 3, 1.
    expect(found[0]?.value).toBeCloseTo(4 + Math.sqrt(3), 12);
    expect(found[1]?.value).toBeCloseTo(4 - Math.sqrt(3), 12);
    expect(found[2]?.value).toBeCloseTo(1, 12);
    for (const { value, vector } of found) {
      matrix.forEach((row, i) => {
        const image = row.reduce((sum, cell, j) => sum + cell * (vector[j] as number), 0);
        expect(image).toBeCloseTo(value * (vector[i] as number), 10);
      });
    }
  });

  test('solve: 2x + y = 5, x + 3y = 10; nothing for a singular matrix', () => {
    expect(
      solve(
        [
          [2, 1],
          [1, 3]
        ],
        [[5], [10]]
      )
    ).toEqual([[expect.closeTo(1, 12)], [expect.closeTo(3, 12)]]);
    expect(
      solve(
        [
          [1, 2],
          [2, 4]
        ],
        [[1], [1]]
      )
    ).toBe(null);
  });

  test('the ellipse of (+-2, 0), (0, +-1): variances 8/3 and 2/3, times 5.991', () => {
    const found = ellipseOf([
      { x: 2, y: 0 },
      { x: -2, y: 0 },
      { x: 0, y: 1 },
      { x: 0, y: -1 }
    ]);
    expect(found?.major).toBeCloseTo(Math.sqrt((8 / 3) * 5.991464547), 8);
    expect(found?.minor).toBeCloseTo(Math.sqrt((2 / 3) * 5.991464547), 8);
    expect(found?.angle).toBeCloseTo(0, 8);
    expect(
      ellipseOf([
        { x: 1, y: 1 },
        { x: 2, y: 2 }
      ])
    ).toBe(null);
  });

  test('the ellipse of points that go together: numpy.linalg.eigh of numpy.cov, chi2.ppf(.95, 2)', () => {
    const points = [
      [1, 2],
      [2, 3.5],
      [3, 3],
      [4, 6],
      [5, 5.5]
    ].map(([x = 0, y = 0]) => ({ x, y }));
    const found = ellipseOf(points);
    expect(found?.major).toBeCloseTo(5.51144855, 7);
    expect(found?.minor).toBeCloseTo(1.35205652, 7);
    expect(found?.angle).toBeCloseTo(0.8247901438920202, 9);
  });

  test('rotation to a target undoes any turn and any mirror', () => {
    const target = [
      { x: 1, y: 0 },
      { x: 0, y: -1 },
      { x: 0.2, y: 0.9 }
    ];
    const turned = target.map(({ x, y }) => ({ x: 0.6 * x - 0.8 * y, y: 0.8 * x + 0.6 * y }));
    const mirrored = turned.map(({ x, y }) => ({ x: y, y: x }));
    for (const loadings of [turned, mirrored]) {
      rotateToTarget(loadings, target).forEach(({ x, y }, k) => {
        expect(x).toBeCloseTo(target[k]?.x ?? NaN, 12);
        expect(y).toBeCloseTo(target[k]?.y ?? NaN, 12);
      });
    }
  });
});

test('items are means of their weights; what does not apply is left out', () => {
  const pride = MAP_ITEMS.find(({ id }) => id === 'pride');
  expect(pride && itemValue(pride, () => [0.4, 0.4, 0, 0, 0.2])).toBeCloseTo(3.5, 12);
  const autonomy = MAP_ITEMS.find(({ id }) => id === 'autonomy');
  const shares: Record<string, Distribution> = {
    Q8: [0.5, 0.5],
    Q14: [0.4, 0.6],
    Q15: [0.1, 0.9],
    Q17: [0.2, 0.8]
  };
  expect(autonomy && itemValue(autonomy, (id) => shares[id])).toBeCloseTo(0.6, 12);
  expect(autonomy && itemValue(autonomy, () => undefined)).toBeNaN();
});

/** Countries made of two hidden traits: self-expression moves x's items, secularity y's. */
function madeSurvey(count: number) {
  const random = seededRandom(4);
  const countries = Array.from({ length: count }, (_, k) => ({
    code: `C${String(k).padStart(2, '0')}`,
    x: 2 * random() - 1,
    y: 2 * random() - 1
  }));
  const figures = new Map(MAP_QUESTIONS.map((id) => [id, new Map<string, { p: Distribution }>()]));
  for (const { code, x, y } of countries) {
    for (const { target, parts } of MAP_ITEMS) {
      const trait = target.x * x + target.y * y + 0.3 * (random() - 0.5);
      for (const { question, weights } of parts) {
        const known = weights.map((weight) => weight ?? 0);
        const high = Math.max(...known);
        const top = known.map((weight) => Number(weight === high));
        const count = top.reduce((sum, each) => sum + each, 0);
        const share = 0.5 + 0.2 * trait;
        const rest = known.length - count;
        const p = top.map((each) => (each ? share / count : (1 - share) / rest));
        figures.get(question)?.set(code, { p });
      }
    }
  }
  return {
    countries,
    figuresOf: (id: string) => figures.get(id) ?? new Map<string, { p: Distribution }>()
  };
}

const correlation = (a: readonly number[], b: readonly number[]) => {
  const mean = (values: readonly number[]) => values.reduce((s, v) => s + v, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (p: readonly number[], mp: number, q: readonly number[], mq: number) =>
    mean(p.map((value, k) => (value - mp) * ((q[k] as number) - mq)));
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
};

describe('a made survey with two hidden traits', () => {
  const survey = madeSurvey(60);
  const map = fitCulturalMap(survey.figuresOf) as CulturalMap;

  test('finds them again, the right way round', () => {
    const [xs, ys] = [map.countries.map(({ x }) => x), map.countries.map(({ y }) => y)];
    expect(
      correlation(
        xs,
        survey.countries.map(({ x }) => x)
      )
    ).toBeGreaterThan(0.95);
    expect(
      correlation(
        ys,
        survey.countries.map(({ y }) => y)
      )
    ).toBeGreaterThan(0.95);
    expect(map.items).toHaveLength(10);
    for (const { item, loading } of map.items) {
      expect(loading.x * item.target.x + loading.y * item.target.y).toBeGreaterThan(0.7);
    }
  });

  test('scores of the fitted countries have mean 0, spread 1 and do not go together', () => {
    const [xs, ys] = [map.countries.map(({ x }) => x), map.countries.map(({ y }) => y)];
    for (const values of [xs, ys]) {
      expect(values.reduce((a, b) => a + b) / 60).toBeCloseTo(0, 9);
      expect(values.reduce((a, b) => a + b * b, 0) / 60).toBeCloseTo(1, 9);
    }
    expect(correlation(xs, ys)).toBeCloseTo(0, 9);
  });

  test('missing items: the best guess while half are known, nothing below', () => {
    const answerOf = (id: string) => survey.figuresOf(id).get('C07')?.p;
    const whole = project(map, answerOf);
    const without = (missing: readonly string[]) =>
      project(map, (id) => (missing.includes(id) ? undefined : answerOf(id)));
    const some = without(['Q57', 'Q164']);
    expect(some?.items).toBe(8);
    expect(
      Math.hypot((some?.x ?? 9) - (whole?.x ?? 0), (some?.y ?? 9) - (whole?.y ?? 0))
    ).toBeLessThan(0.4);
    expect(without(['Q57', 'Q164', 'Q184', 'Q182', 'Q209', 'Q46'])).toBe(null);
    expect(scoreWeights(map, [0, 0])).toBe(null);
  });

  test('an ellipse around the point, the same for the same seed; pictures are averaged', () => {
    const of = (code: string) => (id: string) => survey.figuresOf(id).get(code)?.p;
    const one = mapCue(map, [of('C01')], { seed: 1 });
    const own = map.countries.find(({ country }) => country === 'C01');
    expect(one?.x).toBeCloseTo(own?.x ?? NaN, 9);
    expect(one?.ellipse?.major).toBeGreaterThan(0);
    expect(mapCue(map, [of('C01')], { seed: 1 })).toEqual(one);
    const two = mapCue(map, [of('C01'), of('C02')], { seed: 1 });
    const other = map.countries.find(({ country }) => country === 'C02');
    expect(two?.x).toBeCloseTo(((own?.x ?? NaN) + (other?.x ?? NaN)) / 2, 9);
    expect(mapCue(map, [], { seed: 1 })).toBe(null);
    expect(mapCue(map, [() => undefined], { seed: 1 })).toBe(null);
  });
});

test('an item that few were asked is left out and named; a small survey has no map', () => {
  const survey = madeSurvey(40);
  const some = fitCulturalMap((id) =>
    id === 'Q254' ? new Map([...survey.figuresOf(id)].slice(0, 19)) : survey.figuresOf(id)
  );
  expect(some?.leftOut).toEqual(['pride']);
  expect(some?.fitted).toHaveLength(40);
  expect(fitCulturalMap(madeSurvey(20).figuresOf)).toBe(null);
});
