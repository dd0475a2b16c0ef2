import { mean } from '../../mean.ts';
import { symmetricEigen } from './matrices.ts';

/** A point of the cultural map. */
export interface Point {
  x: number;
  y: number;
}

/** Half axes (the longer first) and the longer one's angle to the x axis in radians. */
export interface Ellipse {
  major: number;
  minor: number;
  angle: number;
}

/** 95% of a two-dimensional normal distribution lie within this squared distance. */
const CHI2_95 = 5.991464547107979;

/** The 95% normal ellipse of some points' spread, to be drawn around any centre; null below 3. */
export function ellipseOf(points: readonly Point[]): Ellipse | null {
  const n = points.length;
  if (n < 3) return null;
  const [mx, my] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const covariance = (of: (point: Point) => number) => (mean(points.map(of)) * n) / (n - 1);
  const xx = covariance(({ x }) => (x - mx) ** 2);
  const yy = covariance(({ y }) => (y - my) ** 2);
  const xy = covariance(({ x, y }) => (x - mx) * (y - my));
  const [first, second] = symmetricEigen([
    [xx, xy],
    [xy, yy]
  ]);
  if (!first || !second) return null;
  const half = (value: number) => Math.sqrt(Math.max(0, value) * CHI2_95);
  const [x = 1, y = 0] = first.vector;
  return { major: half(first.value), minor: half(second.value), angle: Math.atan(y / x) };
}
