import { referencesIn } from './cascade.ts';
import type { SvgNode } from './cleanSvg.ts';
import { lengthOf } from './numbers.ts';
import { PRICE } from './prices.ts';
import { areaOf, compose, readTransform, scaleOf, type Corners } from './transform.ts';
import { viewportOf } from './viewport.ts';
import { SIDE, type Given, type PaintWalk } from './walk.ts';

/**
 * So many pixels are filled with a colour or what the value refers to: a gradient has stops, and the
 * tile of a pattern is painted for each element that is filled with it.
 * @param box of the filled element, in its own units
 */
export function paintWith(
  walk: PaintWalk,
  paint: string,
  pixels: number,
  box: Corners,
  given: Given
): void {
  walk.spend(PRICE.pixel * pixels);
  for (const name of referencesIn(paint)) {
    const server = walk.byName.get(name);
    if (!server) continue;
    const chain = chainOf(walk, server);
    const filled = chain.find(({ children }) => children.length > 0) ?? server;
    if (server.name === 'pattern') {
      walk.refer(server, () => pattern(walk, { chain, filled, pixels, box }, given));
    } else {
      const stops = filled.children.length;
      walk.spend(pixels * (PRICE.gradient + PRICE.stop * stops) + PRICE.segment * (1 + stops));
    }
  }
}

/** An element and those whose attributes and content it takes over. */
function chainOf(walk: PaintWalk, first: SvgNode): SvgNode[] {
  const chain: SvgNode[] = [];
  for (let each: SvgNode | undefined = first; each && !chain.includes(each) && chain.length < 30;) {
    chain.push(each);
    each = each.href === null ? undefined : walk.byName.get(each.href);
  }
  return chain;
}

interface PatternFill {
  chain: readonly SvgNode[];
  /** That of the chain which has the tile's content. */
  filled: SvgNode;
  pixels: number;
  box: Corners;
}

function pattern(walk: PaintWalk, { chain, filled, pixels, box }: PatternFill, given: Given): void {
  const attribute = (key: string) =>
    chain.find(({ attributes }) => attributes.has(key))?.attributes.get(key);
  const [across, down] = [box[2] - box[0], box[3] - box[1]];
  const ofBox = attribute('patternUnits') !== 'userSpaceOnUse';
  const wide =
    (lengthOf(attribute('width'), ofBox ? 1 : given.view[0]) ?? 0) * (ofBox ? across : 1);
  const high = (lengthOf(attribute('height'), ofBox ? 1 : given.view[1]) ?? 0) * (ofBox ? down : 1);
  const own = readTransform(attribute('patternTransform'));
  let matrix = compose(given.matrix, own);
  const laidOut = chain.find(({ attributes }) => attributes.has('viewBox'));
  if (laidOut) matrix = compose(matrix, viewportOf(laidOut, [0, 0, wide, high]).matrix);
  else if (attribute('patternContentUnits') === 'objectBoundingBox') {
    matrix = compose(matrix, [across, 0, 0, down, 0, 0]);
  }
  const scale = scaleOf(given.matrix) * scaleOf(own);
  const side = (length: number) => Math.min(4 * SIDE, Math.max(1, Math.abs(length) * scale));
  const [width, height] = [side(wide), side(high)];
  walk.spend(PRICE.group + PRICE.tiled * (pixels + areaOf([0, 0, width, height])));
  // Where the tile lies is of no matter: all that is near is taken to be seen.
  const clip = [-width, -height, width, height] as const;
  walk.children(filled, { ...given, matrix, clip, paint: walk.paintIn(filled) });
}
