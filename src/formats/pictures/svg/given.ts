import type { Cascade } from './cascade.ts';
import type { SvgNode } from './cleanSvg.ts';
import { lengthOf } from './numbers.ts';
import { compose, readTransform } from './transform.ts';
import { viewportOf } from './viewport.ts';
import type { Given, Paint } from './walk.ts';

const INHERITED = [
  ['fill', 'fill'],
  ['stroke', 'stroke'],
  ['width', 'stroke-width'],
  ['dashes', 'stroke-dasharray']
] as const;
const MARKERS = ['marker', 'marker-start', 'marker-mid', 'marker-end'];

/** As a drawing begins: filled in one colour, without strokes. */
export const FIRST_PAINT: Paint = {
  fill: ['black'],
  stroke: [],
  width: ['1'],
  dashes: [],
  markers: []
};

/** What an element's own attributes and rules make of what is given. */
export function givenTo(node: SvgNode, outer: Given, cascade: Cascade): Given {
  const paint = paintOf(node, outer.paint, cascade);
  const transform = node.attributes.get('transform');
  const matrix = transform ? compose(outer.matrix, readTransform(transform)) : outer.matrix;
  return { ...outer, matrix, paint, depth: outer.depth + 1 };
}

export function paintOf(node: SvgNode, outer: Paint, cascade: Cascade): Paint {
  const paint = { ...outer };
  for (const [key, property] of INHERITED) {
    const own = cascade.values(node, property);
    if (own.length > 0) paint[key] = own.includes('inherit') ? [...own, ...outer[key]] : own;
  }
  const markers = MARKERS.flatMap((property) => cascade.values(node, property));
  if (markers.length > 0) paint.markers = markers;
  return paint;
}

/**
 * What is given inside an `svg`, or inside a `symbol` or `svg` that a `use` places.
 * @param placed whose width and height count first: the element itself, or the `use`
 */
export function givenInside(node: SvgNode, placed: SvgNode, given: Given): Given {
  const [wide, high] = given.view;
  const length = (key: string, of: number) =>
    lengthOf(placed.attributes.get(key) ?? node.attributes.get(key), of);
  const [x, y] = placed === node ? [length('x', wide) ?? 0, length('y', high) ?? 0] : [0, 0];
  const place = [x, y, length('width', wide) ?? wide, length('height', high) ?? high] as const;
  const inside = viewportOf(node, place);
  return { ...given, matrix: compose(given.matrix, inside.matrix), view: inside.view };
}
