/** A run of tokens that follows the last token of node `parent`; -1 is the prefix. */
export interface TreeNode {
  parent: number;
  ids: readonly number[];
}

/** The place right after token `offset` of `node`. */
export interface ReadPosition {
  node: number;
  offset: number;
}

/** Grows a tree token by token; what follows the same tokens is stored once. */
export class TokenTrie {
  readonly #ids: number[] = [];
  readonly #parents: number[] = [];
  readonly #children = new Map<number, Map<number, number>>();

  get size(): number {
    return this.#ids.length;
  }

  /**
   * Adds `ids` behind token `at` (-1: behind the prefix), reusing what is there.
   * @returns the index of the last token, `at` itself where `ids` is empty
   */
  append(at: number, ids: readonly number[]): number {
    for (const id of ids) {
      let siblings = this.#children.get(at);
      if (!siblings) this.#children.set(at, (siblings = new Map()));
      let child = siblings.get(id);
      if (child === undefined) {
        child = this.#ids.push(id) - 1;
        this.#parents.push(at);
        siblings.set(id, child);
      }
      at = child;
    }
    return at;
  }

  /** The tree as runs without forks (parents first), and where each token index went. */
  toNodes(): { nodes: TreeNode[]; positionOf: (token: number) => ReadPosition } {
    const nodes: { parent: number; ids: number[] }[] = [];
    const positions: ReadPosition[] = [];
    this.#ids.forEach((id, token) => {
      const before = this.#parents[token] as number;
      const parent = positions[before];
      const run = parent && this.#children.get(before)?.size === 1 ? nodes[parent.node] : undefined;
      if (parent && run) {
        positions.push({ node: parent.node, offset: run.ids.push(id) - 1 });
      } else {
        positions.push({ node: nodes.length, offset: 0 });
        nodes.push({ parent: parent ? parent.node : -1, ids: [id] });
      }
    });
    const positionOf = (token: number): ReadPosition => {
      const position = positions[token];
      // The prefix's own last logits are not part of a tree.
      if (!position) throw new RangeError('A prompt needs at least one token after its prefix.');
      return position;
    };
    return { nodes, positionOf };
  }
}
