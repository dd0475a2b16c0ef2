import type { Cascade } from './cascade.ts';
import type { SvgNode } from './cleanSvg.ts';
import type { Affine, Corners } from './transform.ts';

/** Longest side of what is drawn, in pixels. */
export const SIDE = 512;

/** What an element has from those around it. Of values that rules may give, all are kept. */
export interface Given {
  matrix: Affine;
  /** What can be seen, in pixels. */
  clip: Corners;
  view: readonly [width: number, height: number];
  paint: Paint;
  depth: number;
}

/** What is inherited of how outlines are filled and stroked. */
export interface Paint {
  fill: readonly string[];
  stroke: readonly string[];
  width: readonly string[];
  dashes: readonly string[];
  markers: readonly string[];
}

/** Going through a drawing as a browser does that paints it: what its parts need of the whole. */
export interface PaintWalk {
  readonly byName: ReadonlyMap<string, SvgNode>;
  readonly cascade: Cascade;
  /** Nanoseconds so far. */
  readonly spent: number;
  /** @throws SvgRefusal as soon as more is spent than there is */
  spend(price: number): void;
  /** What is inherited inside an element where it stands in the file, whatever refers to it. */
  paintIn(node: SvgNode): Paint;
  /** What is in an element is painted; the pixels that it may cover. */
  children(node: SvgNode, given: Given): Corners | null;
  visit(node: SvgNode, given: Given): Corners | null;
  /** A picture in a data address is decoded, once. */
  decode(address: string): void;
  /** Goes on in what is referred to; a circle of references is refused. */
  refer(target: SvgNode, paint: () => void): void;
}
