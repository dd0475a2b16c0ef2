import { referencesIn } from './cascade.ts';
import type { SvgNode } from './cleanSvg.ts';
import { FIRST_PAINT } from './given.ts';
import { filterSize } from './filterSize.ts';
import { lengthOf } from './numbers.ts';
import { filterPrice, PRICE } from './prices.ts';
import { areaOf, scaleOf, type Corners } from './transform.ts';
import { SIDE, type Given, type PaintWalk } from './walk.ts';

/**
 * Opacity, blending, clips, masks and filters: what is done with an element once it is painted.
 * @param box the pixels that it may cover
 */
export function applyEffects(walk: PaintWalk, node: SvgNode, given: Given, box: Corners): void {
  const values = (property: string) => walk.cascade.values(node, property);
  const pixels = areaOf(box);
  // One shape can be painted half transparent; several need a surface of their own.
  const isFaded =
    node.children.length > 0 && values('opacity').some((value) => !(parseFloat(value) >= 1));
  const isBlended =
    values('mix-blend-mode').some((value) => value !== 'normal') ||
    values('isolation').some((value) => value === 'isolate');
  if (isFaded || isBlended) walk.spend(PRICE.group + PRICE.layer * pixels);
  for (const property of ['clip-path', 'mask', 'filter']) {
    for (const name of values(property).flatMap(referencesIn)) {
      const target = walk.byName.get(name);
      if (!target) continue;
      walk.spend(PRICE.group);
      if (target.name === 'filter') walk.refer(target, () => filter(walk, target, given, box));
      else if (target.name === 'mask' || target.name === 'clipPath') {
        walk.refer(target, () => cut(walk, target, given, box));
      }
    }
  }
}

/** By an outline, or by how light a picture is. A clip of several outlines is painted as a mask. */
function cut(walk: PaintWalk, target: SvgNode, given: Given, box: Corners): void {
  const isClip = target.name === 'clipPath';
  const isOutline = isClip && target.children.length < 2;
  walk.spend((isOutline ? PRICE.clip : PRICE.mask) * areaOf(box));
  const units = target.name === 'mask' ? 'maskContentUnits' : 'clipPathUnits';
  const paint = isClip ? FIRST_PAINT : walk.paintIn(target);
  const own: Given = { ...given, paint, clip: box };
  if (target.attributes.get(units) === 'objectBoundingBox') {
    own.matrix = [box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]];
  }
  if (walk.children(target, own)) applyEffects(walk, target, given, box);
}

function filter(walk: PaintWalk, node: SvgNode, given: Given, box: Corners): void {
  const scale = scaleOf(given.matrix);
  const [wide, high] = [box[2] - box[0], box[3] - box[1]];
  const userSpace = node.attributes.get('filterUnits') === 'userSpaceOnUse';
  const side = (key: string, own: number, of: number) => {
    const length =
      lengthOf(node.attributes.get(key), userSpace ? of : 1) ?? (userSpace ? Infinity : 1.2);
    // What lies outside of the drawing is needed only as far as a radius reaches.
    return Math.min(3 * SIDE, length * (userSpace ? scale : own));
  };
  const pixels = side('width', wide, given.view[0]) * side('height', high, given.view[1]);
  const ofBox = node.attributes.get('primitiveUnits') === 'objectBoundingBox';
  for (const primitive of node.children) {
    if (typeof primitive === 'string') continue;
    const size = filterSize(primitive, ofBox ? Math.max(wide, high) : scale);
    walk.spend(PRICE.group + pixels * filterPrice(primitive.name, size, primitive.children.length));
    if (primitive.name !== 'feImage' || primitive.href === null) continue;
    if (primitive.href.startsWith('data:')) walk.decode(primitive.href);
    const shown = walk.byName.get(primitive.href);
    if (shown)
      walk.refer(shown, () => void walk.visit(shown, { ...given, paint: walk.paintIn(shown) }));
  }
}
