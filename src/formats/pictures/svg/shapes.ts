import { referencesIn } from './cascade.ts';
import { lengthOf, numbersIn } from './numbers.ts';
import type { Outline } from './outline.ts';
import { paintWith } from './paintServers.ts';
import { PRICE } from './prices.ts';
import { areaOf, around, compose, scaleOf, within, type Corners } from './transform.ts';
import { viewportOf } from './viewport.ts';
import { SIDE, type Given, type PaintWalk } from './walk.ts';

/** No straight piece crosses more rows of pixels, cut off as it is at the drawing's edges. */
const LONGEST = 1.5 * SIDE;
/** Browsers draw no more dashes along one outline. */
const DASHES = 1e6;

/** Fills, strokes and marks a shape. @returns the pixels that it may cover */
export function paintShape(walk: PaintWalk, outline: Outline, given: Given): Corners | null {
  const scale = scaleOf(given.matrix);
  const { paint } = given;
  const strokes = paint.stroke.filter((value) => value !== 'none');
  const widths = paint.width.map((value) => lengthOf(value, Math.max(...given.view)) ?? 1);
  const half = strokes.length > 0 ? Math.max(1 / scale, ...widths) / 2 : 0;
  const [x0, y0, x1, y1] = outline.box;
  const box = within(
    around(given.matrix, [x0 - half, y0 - half, x1 + half, y1 + half]),
    given.clip
  );
  const pixels = areaOf(box);
  walk.spend(PRICE.shape);
  for (const fill of paint.fill) {
    if (fill === 'none') continue;
    trace(walk, outline.segments, outline.length * scale);
    paintWith(walk, fill, pixels, outline.box, given);
  }
  for (const stroke of strokes) {
    const dashes = paint.dashes.map((value) => dashesIn(value, outline.length, given.view));
    walk.spend(PRICE.dash * Math.max(0, ...dashes));
    // Both sides of each piece, and what joins it to the next.
    trace(walk, 6 * outline.segments, outline.length * scale);
    paintWith(walk, stroke, pixels, outline.box, given);
  }
  if (outline.vertices > 0) markers(walk, outline.vertices, given);
  return pixels > 0 ? box : null;
}

/** Fills what is inside of so many straight pieces, so long in pixels together. */
function trace(walk: PaintWalk, segments: number, length: number): void {
  const rows = Math.min(length, segments * LONGEST);
  const inOneRow = Math.min(segments, rows / SIDE);
  walk.spend(PRICE.segment * segments + PRICE.crossing * rows + PRICE.swap * segments * inOneRow);
}

function dashesIn(value: string, length: number, view: readonly [number, number]): number {
  const lengths = numbersIn(value).map(Math.abs);
  const unit = value.includes('%') ? Math.max(...view) / 100 : 1;
  const sum = unit * lengths.reduce((a, b) => a + b, 0);
  return sum > 0 ? Math.min(DASHES, (length / sum) * lengths.length) : 0;
}

/** A marker is painted once, and its price counts for each place where it stands. */
function markers(walk: PaintWalk, vertices: number, given: Given): void {
  for (const name of given.paint.markers.flatMap(referencesIn)) {
    const marker = walk.byName.get(name);
    if (marker?.name !== 'marker') continue;
    const before = walk.spent;
    walk.spend(PRICE.group);
    walk.refer(marker, () => {
      const side = (key: string) => lengthOf(marker.attributes.get(key), 100) ?? 3;
      const stroke = Math.max(...given.paint.width.map((value) => lengthOf(value, 100) ?? 1));
      const unit = marker.attributes.get('markerUnits') === 'userSpaceOnUse' ? 1 : stroke;
      const size = [0, 0, side('markerWidth') * unit, side('markerHeight') * unit] as const;
      const matrix = compose(given.matrix, viewportOf(marker, size).matrix);
      walk.children(marker, { ...given, matrix, paint: walk.paintIn(marker) });
    });
    walk.spend((walk.spent - before) * (vertices - 1));
  }
}
