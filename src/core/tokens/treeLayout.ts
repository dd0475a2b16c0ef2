import type { TokenTree } from './tokenTree.ts';

/** A tree written out as one sequence of S tokens behind a prefix of P tokens. */
export interface TreeLayout {
  prefixLength: number;
  /** Token ids, length S. */
  ids: readonly number[];
  /** Position of each token in its own prompt, counted from the prefix's first token; length S. */
  positionIds: readonly number[];
  /** Index (0..S-1) of the token before this one in its own prompt, -1: the prefix; length S. */
  before: readonly number[];
  /** Distinct indices (0..S-1) whose logits are wanted; length K. */
  logitPositions: readonly number[];
  /** For each of the tree's reads its row among the K logits. */
  rowOfRead: readonly number[];
  /** What token i (0..S-1) attends, ascending: indices into prefix + sequence (0..P+S-1), itself last. */
  visible(i: number): number[];
}

/** Lays the tree out node after node; positions restart behind each parent's end. */
export function layoutTree(prefixLength: number, tree: TokenTree): TreeLayout {
  const ids: number[] = [];
  const positionIds: number[] = [];
  const before: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const node of tree.nodes) {
    let previous = node.parent === -1 ? -1 : (ends[node.parent] as number);
    starts.push(ids.length);
    for (const id of node.ids) {
      positionIds.push(previous === -1 ? prefixLength : (positionIds[previous] as number) + 1);
      before.push(previous);
      previous = ids.push(id) - 1;
    }
    ends.push(previous);
  }
  const rows = new Map<number, number>();
  const rowOfRead = tree.reads.map(({ node, offset }) => {
    const at = (starts[node] as number) + offset;
    const row = rows.get(at) ?? rows.size;
    rows.set(at, row);
    return row;
  });
  return {
    prefixLength,
    ids,
    positionIds,
    before,
    logitPositions: [...rows.keys()],
    rowOfRead,
    visible(i) {
      const path: number[] = [];
      for (let at = i; at !== -1; at = before[at] as number) path.push(prefixLength + at);
      const prefix = Array.from({ length: prefixLength }, (_, k) => k);
      return prefix.concat(path.reverse());
    }
  };
}

/** Finite in 16-bit floats too; added to an attention score it leaves a weight of exactly 0. */
const BLOCKED = -65504;

/**
 * The additive attention mask of a layout, row-major [S, P + S]: 0 where token i may look, a large
 * negative number elsewhere.
 */
export function attentionBias(layout: TreeLayout): Float32Array {
  const { prefixLength, ids, before } = layout;
  const width = prefixLength + ids.length;
  const bias = new Float32Array(ids.length * width).fill(BLOCKED);
  for (let i = 0; i < ids.length; i++) {
    const row = i * width;
    bias.fill(0, row, row + prefixLength);
    for (let at = i; at !== -1; at = before[at] as number) bias[row + prefixLength + at] = 0;
  }
  return bias;
}
