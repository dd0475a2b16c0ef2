import { numbersIn } from './numbers.ts';

/** x' = a x + c y + e, y' = b x + d y + f. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const IDENTITY: Affine = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function compose(outer: Affine, inner: Affine): Affine {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f
  ];
}

/** The most that a length can grow. */
export function scaleOf([a, b, c, d]: Affine): number {
  return Math.max(Math.hypot(a, b), Math.hypot(c, d));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const MAKERS: Record<string, (numbers: readonly number[]) => Affine> = {
  matrix: ([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]) => [a, b, c, d, e, f],
  translate: ([x = 0, y = 0]) => [1, 0, 0, 1, x, y],
  scale: ([x = 1, y = x]) => [x, 0, 0, y, 0, 0],
  rotate: ([angle = 0, x = 0, y = 0]) => {
    const [sin, cos] = [Math.sin(radians(angle)), Math.cos(radians(angle))];
    return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
  },
  skewX: ([angle = 0]) => [1, 0, Math.tan(radians(angle)), 1, 0, 0],
  skewY: ([angle = 0]) => [1, Math.tan(radians(angle)), 0, 1, 0, 0]
};

/** A `transform` attribute (SVG 1.1, 7.6); what is no transform in it is passed over. */
export function readTransform(text: string | undefined): Affine {
  let result = IDENTITY;
  if (!text) return result;
  for (const part of text.split(')')) {
    const open = part.indexOf('(');
    const make = open === -1 ? undefined : MAKERS[part.slice(0, open).replace(/[\s,]/g, '')];
    if (make) result = compose(result, make(numbersIn(part.slice(open + 1))));
  }
  return result;
}

/** A rectangle by its corners. */
export type Corners = readonly [x0: number, y0: number, x1: number, y1: number];

/** The upright rectangle around a transformed one. */
export function around(matrix: Affine, [x0, y0, x1, y1]: Corners): Corners {
  const [a, b, c, d, e, f] = matrix;
  const [xs, ys] = [
    [a * x0, a * x1, c * y0, c * y1],
    [b * x0, b * x1, d * y0, d * y1]
  ].map(([p = 0, q = 0, r = 0, s = 0]) => [
    Math.min(p, q) + Math.min(r, s),
    Math.max(p, q) + Math.max(r, s)
  ]);
  return [(xs?.[0] ?? 0) + e, (ys?.[0] ?? 0) + f, (xs?.[1] ?? 0) + e, (ys?.[1] ?? 0) + f];
}

export function union(one: Corners | null, other: Corners | null): Corners | null {
  if (!one || !other) return one ?? other;
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3])
  ];
}

/** What of a rectangle lies in another; its area is none where nothing does. */
export function within([x0, y0, x1, y1]: Corners, clip: Corners): Corners {
  return [
    Math.max(x0, clip[0]),
    Math.max(y0, clip[1]),
    Math.min(x1, clip[2]),
    Math.min(y1, clip[3])
  ];
}

export function areaOf([x0, y0, x1, y1]: Corners): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}
