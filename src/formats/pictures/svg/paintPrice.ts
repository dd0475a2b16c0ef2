import { Cascade } from './cascade.ts';
import type { CleanSvg, SvgNode } from './cleanSvg.ts';
import { applyEffects } from './effects.ts';
import { embeddedPixels } from './embedded.ts';
import { FIRST_PAINT, givenInside, givenTo, paintOf } from './given.ts';
import { lengthOf, numbersIn } from './numbers.ts';
import { outlineOf, type Outline } from './outline.ts';
import { paintWith } from './paintServers.ts';
import { PRICE } from './prices.ts';
import { SvgRefusal } from './refusal.ts';
import { paintShape } from './shapes.ts';
import { areaOf, compose, union, type Corners } from './transform.ts';
import { viewportOf } from './viewport.ts';
import { SIDE, type Given, type Paint, type PaintWalk } from './walk.ts';

/** Elements within elements, through all that they refer to. */
const DEPTH = 300;

/**
 * Goes through a drawing as a browser does that paints it 512 pixels large, and adds up what that
 * costs without painting anything. It ends as soon as the budget is spent, and every step has a
 * price, so its own time is bounded too.
 */
export class PaintPrice implements PaintWalk {
  spent = 0;
  /** Elements gone through, each as often as it would be painted. */
  steps = 0;
  readonly byName: ReadonlyMap<string, SvgNode>;
  readonly cascade: Cascade;
  readonly #budget: number;
  readonly #open = new Set<SvgNode>();
  readonly #outlines = new Map<SvgNode, { view: Given['view']; outline: Outline | null }>();
  readonly #decoded = new Set<string>();
  readonly #paints = new Map<SvgNode, Paint>();

  /** @param budget nanoseconds */
  constructor({ byName, rules }: CleanSvg, budget: number) {
    this.byName = byName;
    this.cascade = new Cascade(rules);
    this.#budget = budget;
  }

  spend(price: number): void {
    this.spent += price;
    // A price that is no number comes from numbers beyond all measure.
    if (!(this.spent <= this.#budget)) throw new SvgRefusal('intricate');
  }

  /** The whole drawing. */
  paint(root: SvgNode): void {
    const box = numbersIn(root.attributes.get('viewBox') ?? '');
    const size = (key: string, of = 0) => {
      const given = lengthOf(root.attributes.get(key), of || SIDE);
      return given && given > 0 ? given : of > 0 ? of : SIDE;
    };
    const [width, height] = [size('width', box[2]), size('height', box[3])];
    const scale = SIDE / Math.max(width, height);
    const { matrix, view } = viewportOf(root, [0, 0, width, height]);
    const first: Given = {
      matrix: compose([scale, 0, 0, scale, 0, 0], matrix),
      clip: [0, 0, scale * width, scale * height],
      view,
      paint: FIRST_PAINT,
      depth: 0
    };
    this.children(root, givenTo(root, first, this.cascade));
    applyEffects(this, root, first, first.clip);
  }

  paintIn(node: SvgNode): Paint {
    const known = this.#paints.get(node);
    if (known) return known;
    const outer = node.parent ? this.paintIn(node.parent) : FIRST_PAINT;
    const paint = paintOf(node, outer, this.cascade);
    this.#paints.set(node, paint);
    return paint;
  }

  children(node: SvgNode, given: Given): Corners | null {
    let box: Corners | null = null;
    for (const child of node.children) {
      if (typeof child !== 'string') box = union(box, this.visit(child, given));
    }
    return box;
  }

  visit(node: SvgNode, outer: Given): Corners | null {
    this.steps += 1;
    if (outer.depth > DEPTH) throw new SvgRefusal('intricate');
    const display = this.cascade.values(node, 'display');
    if (display.length > 0 && display.every((value) => value === 'none')) return null;
    const given = givenTo(node, outer, this.cascade);
    const box = this.#content(node, given);
    if (box) applyEffects(this, node, given, box);
    return box;
  }

  decode(address: string): void {
    if (this.#decoded.has(address)) return;
    this.#decoded.add(address);
    this.spend(PRICE.decoded * embeddedPixels(address));
  }

  refer(target: SvgNode, paint: () => void): void {
    if (this.#open.has(target)) throw new SvgRefusal('intricate');
    this.#open.add(target);
    paint();
    this.#open.delete(target);
  }

  #content(node: SvgNode, given: Given): Corners | null {
    this.spend(PRICE.shape / 4);
    switch (node.name) {
      case 'g':
      case 'a':
      case 'switch':
        return this.children(node, given);
      case 'svg':
        return this.children(node, givenInside(node, node, given));
      case 'use':
        return this.#copy(node, given);
      case 'image':
        if (!node.href?.startsWith('data:')) return null;
        this.decode(node.href);
        this.spend(PRICE.tiled * areaOf(given.clip));
        return given.clip;
      case 'text':
      case 'tspan':
      case 'textPath':
        return this.#text(node, given);
      default: {
        const outline = this.#outline(node, given.view);
        return outline && paintShape(this, outline, given);
      }
    }
  }

  #copy(node: SvgNode, given: Given): Corners | null {
    const target = node.href === null ? undefined : this.byName.get(node.href);
    if (!target) return null;
    const x = lengthOf(node.attributes.get('x'), given.view[0]) ?? 0;
    const y = lengthOf(node.attributes.get('y'), given.view[1]) ?? 0;
    const moved = { ...given, matrix: compose(given.matrix, [1, 0, 0, 1, x, y]) };
    if (target.name !== 'symbol' && target.name !== 'svg') return this.visit(target, moved);
    const inside = givenInside(target, node, givenTo(target, moved, this.cascade));
    const box = this.children(target, inside);
    if (box) applyEffects(this, target, inside, box);
    return box;
  }

  #text(node: SvgNode, given: Given): Corners | null {
    const paints = [...given.paint.fill, ...given.paint.stroke].filter((value) => value !== 'none');
    for (const child of node.children) {
      if (typeof child !== 'string') this.visit(child, given);
      else if (child.trim() !== '') {
        this.spend(PRICE.glyph * child.trim().length * Math.max(1, paints.length));
        // Where and how large the letters are is not looked at.
        for (const paint of paints) paintWith(this, paint, areaOf(given.clip), given.clip, given);
      }
    }
    return given.clip;
  }

  #outline(node: SvgNode, view: Given['view']): Outline | null {
    const known = this.#outlines.get(node);
    if (known && known.view[0] === view[0] && known.view[1] === view[1]) return known.outline;
    if (known) this.spend(10 * PRICE.character * (node.attributes.get('d')?.length ?? 0));
    const outline = outlineOf(node, view);
    this.#outlines.set(node, { view, outline });
    return outline;
  }
}
