import { mean } from '../../mean.ts';
import type { CountryCode, QuestionId } from '../../survey/types.ts';
import type { Point } from './ellipse.ts';
import {
  itemValue,
  MAP_ITEMS,
  MAP_QUESTIONS,
  type AnswerOf,
  type MapItem,
  type MapItemId
} from './mapItems.ts';
import { solve, symmetricEigen, type Matrix } from './matrices.ts';
import type { FiguresOf } from '../../survey/surveyShares.ts';

/**
 * The two axes of the World Values Survey, fitted on the survey's own countries: principal
 * components of the country means, rotated to the classic assignment of items to axes (varimax finds
 * other axes on these countries). x: survival (-) to self-expression (+), y: traditional (-) to
 * secular-rational (+).
 */
export interface CulturalMap {
  /** Items in the fit, with the means and spreads that standardise them. */
  items: readonly { item: MapItem; mean: number; deviation: number; loading: Point }[];
  /** Items that too few countries were asked about. */
  leftOut: readonly MapItemId[];
  /** Countries behind the fit (those with every item), and all that can be placed. */
  fitted: readonly CountryCode[];
  countries: readonly MapPoint[];
  /** Share of the items' variance along each axis. */
  explained: Point;
  correlations: Matrix;
}

export interface MapPoint extends Point {
  country: CountryCode;
  /** Items known. */
  items: number;
}

/** An item needs this many countries to take part; a fit needs this many with every item. */
const MIN_COUNTRIES = 30;

/** Fits the map; null where the survey has too few countries or items for it. */
export function fitCulturalMap(figuresOf: FiguresOf): CulturalMap | null {
  const answersOf = (country: CountryCode) => (question: QuestionId) =>
    figuresOf(question).get(country)?.p;
  const asked = new Set(MAP_QUESTIONS.flatMap((question) => [...figuresOf(question).keys()]));
  const rows = [...asked].sort().map((country) => ({
    country,
    values: MAP_ITEMS.map((item) => itemValue(item, answersOf(country)))
  }));
  const inUse = MAP_ITEMS.map((_, k) => k).filter(
    (k) => rows.filter(({ values }) => !Number.isNaN(values[k])).length >= MIN_COUNTRIES
  );
  const complete = rows.filter(({ values }) => inUse.every((k) => !Number.isNaN(values[k])));
  if (inUse.length < 3 || complete.length < MIN_COUNTRIES) return null;
  const columns = inUse.map((k) => {
    const values = complete.map((row) => row.values[k] as number);
    const middle = mean(values);
    const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
    const standard = values.map((value) => (value - middle) / deviation);
    return { item: MAP_ITEMS[k] as MapItem, middle, deviation, standard };
  });
  if (columns.some(({ deviation }) => deviation < 1e-9)) return null;
  const correlations = columns.map((a) =>
    columns.map((b) => mean(a.standard.map((value, row) => value * (b.standard[row] as number))))
  );
  const target = columns.map(({ item }) => item.target);
  const loadings = rotateToTarget(components(correlations), target);
  const map: CulturalMap = {
    items: columns.map(({ item, middle, deviation }, index) => ({
      ...{ item, mean: middle, deviation },
      loading: loadings[index] as Point
    })),
    leftOut: MAP_ITEMS.filter((_, k) => !inUse.includes(k)).map(({ id }) => id),
    fitted: complete.map(({ country }) => country),
    countries: [],
    explained: {
      x: mean(loadings.map(({ x }) => x * x)),
      y: mean(loadings.map(({ y }) => y * y))
    },
    correlations
  };
  const countries = rows.flatMap(({ country }) => {
    const placed = project(map, answersOf(country));
    return placed ? [{ country, ...placed }] : [];
  });
  return { ...map, countries };
}

/** Standardised values of the map's items under some answers; NaN where missing. */
export function itemScores(map: Pick<CulturalMap, 'items'>, answerOf: AnswerOf): number[] {
  return map.items.map(
    ({ item, mean, deviation }) => (itemValue(item, answerOf) - mean) / deviation
  );
}

/** Where some answers lie; null where fewer than half of the items are known. */
export function project(map: CulturalMap, answerOf: AnswerOf): (Point & { items: number }) | null {
  const scores = itemScores(map, answerOf);
  const known = scores.flatMap((score, k) => (Number.isNaN(score) ? [] : [k]));
  if (known.length * 2 < scores.length) return null;
  const weights = scoreWeights(map, known);
  return weights && { ...place(weights, known, scores), items: known.length };
}

/**
 * Regression weights of the axes on the known items (Thomson): with every item known the component
 * scores themselves, with fewer the best guess at them, drawn towards the middle of the map. Null
 * where the items do not tell the axes apart.
 */
export function scoreWeights(
  { items, correlations }: Pick<CulturalMap, 'items' | 'correlations'>,
  known: readonly number[]
): Point[] | null {
  const matrix = known.map((i) => known.map((j) => correlations[i]?.[j] as number));
  const loadings = known.map((k) => items[k]?.loading as Point);
  const weights = solve(
    matrix,
    loadings.map(({ x, y }) => [x, y])
  );
  return weights && weights.map(([x = 0, y = 0]) => ({ x, y }));
}

/** The point that weights give the known items' scores. */
export function place(
  weights: readonly Point[],
  known: readonly number[],
  scores: readonly number[]
): Point {
  let [x, y] = [0, 0];
  known.forEach((k, index) => {
    const weight = weights[index] as Point;
    x += weight.x * (scores[k] as number);
    y += weight.y * (scores[k] as number);
  });
  return { x, y };
}

/** Loadings on the first two principal components. */
function components(correlations: Matrix): Point[] {
  const [first, second] = symmetricEigen(correlations);
  return correlations.map((_, k) => ({
    x: (first?.vector[k] ?? 0) * Math.sqrt(Math.max(0, first?.value ?? 0)),
    y: (second?.vector[k] ?? 0) * Math.sqrt(Math.max(0, second?.value ?? 0))
  }));
}

/**
 * The rotation (or reflection) that brings the loadings nearest to the classic pattern: each item
 * on its own axis alone, towards its own end (orthogonal Procrustes, in closed form for two axes).
 */
export function rotateToTarget(loadings: readonly Point[], target: readonly Point[]): Point[] {
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  loadings.forEach(({ x, y }, k) => {
    const { x: tx, y: ty } = target[k] as Point;
    xx += x * tx;
    xy += x * ty;
    yx += y * tx;
    yy += y * ty;
  });
  // Best sum of products with a rotation, and with a reflection.
  const turn = Math.atan2(xy - yx, xx + yy);
  const mirror = Math.atan2(xy + yx, xx - yy);
  const reflect = Math.hypot(xy + yx, xx - yy) > Math.hypot(xy - yx, xx + yy);
  const angle = reflect ? mirror : turn;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return loadings.map(({ x, y }) =>
    reflect
      ? { x: x * cos + y * sin, y: x * sin - y * cos }
      : { x: x * cos - y * sin, y: x * sin + y * cos }
  );
}
