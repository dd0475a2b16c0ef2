import type { CleanSvg, SvgNode } from './cleanSvg.ts';
import { SvgRefusal } from './refusal.ts';

/** Copies within copies within elements; browsers go down as deep by calls of functions. */
const DEPTH = 300;

/**
 * How many elements the `use` elements of a drawing make in all, copies of copies included, each
 * element counted once and its number kept. A `use` that is inside what it copies copies nothing,
 * and is made to refer to nothing. Throws SvgRefusal where copies are nested too deep.
 */
export function countCopies({ root, byName }: CleanSvg): number {
  const sizes = new Map<SvgNode, { elements: number; depth: number }>();
  const open = new Set<SvgNode>();
  let copies = 0;

  /** An element with all that is in it, and how deep that is. */
  const sizeOf = (node: SvgNode, above: number): { elements: number; depth: number } => {
    const known = sizes.get(node);
    if (known) {
      if (above + known.depth > DEPTH) throw new SvgRefusal('intricate');
      return known;
    }
    if (above > DEPTH) throw new SvgRefusal('intricate');
    open.add(node);
    let elements = 1;
    let depth = 0;
    const count = (inner: SvgNode) => {
      const size = sizeOf(inner, above + 1);
      elements += size.elements;
      depth = Math.max(depth, size.depth);
    };
    for (const child of node.children) {
      if (typeof child !== 'string') count(child);
    }
    if (node.name === 'use' && node.href !== null) {
      const target = byName.get(node.href);
      if (!target || open.has(target)) node.href = null;
      else {
        const own = elements;
        count(target);
        copies += elements - own;
      }
    }
    open.delete(node);
    const size = { elements, depth: depth + 1 };
    sizes.set(node, size);
    return size;
  };

  sizeOf(root, 0);
  return copies;
}
