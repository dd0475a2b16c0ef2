import { TokenTrie, type ReadPosition, type TreeNode } from './tokenTrie.ts';
import type { PromptScore } from '../answers/types.ts';

/** Log-probabilities wanted of `targets` (token ids) right after token `offset` of `node`. */
export interface TreeRead extends ReadPosition {
  targets: readonly number[];
}

/** Where one job finds its scores: per target the (read, column) pairs whose log-probabilities add up. */
export interface JobReads {
  targets: readonly (readonly { read: number; column: number }[])[];
  /** Tokens that this job brought into the tree; tokens shared with an earlier job count there. */
  addedTokens: number;
}

/**
 * Several prompts that continue one prefix, as a tree of token runs: each token sees the prefix, its
 * ancestors and what stands before it in its own run. Parents come before their children.
 */
export interface TokenTree {
  nodes: readonly TreeNode[];
  reads: readonly TreeRead[];
  jobs: readonly JobReads[];
}

/**
 * One prompt that is read once, at its end.
 * @param suffixIds tokens after the prefix, at least one
 * @param letterIds one token per letter
 */
export function treeOfLetterJob(
  suffixIds: readonly number[],
  letterIds: readonly number[]
): TokenTree {
  const trie = new TokenTrie();
  const end = trie.append(-1, suffixIds);
  const { nodes, positionOf } = trie.toNodes();
  return {
    nodes,
    reads: [{ ...positionOf(end), targets: [...letterIds] }],
    jobs: [
      {
        targets: letterIds.map((_, column) => [{ read: 0, column }]),
        addedTokens: suffixIds.length
      }
    ]
  };
}

/**
 * One prompt with several continuations beside each other; beginnings that continuations have in
 * common are computed once, and a continuation's last token is read but never computed.
 * @param suffixIds tokens after the prefix, at least one
 * @param continuationIds tokens of each continuation, at least one each
 */
export function treeOfContinuationJob(
  suffixIds: readonly number[],
  continuationIds: readonly (readonly number[])[]
): TokenTree {
  const trie = new TokenTrie();
  const stem = trie.append(-1, suffixIds);
  const targetsAt = new Map<number, number[]>();
  const paths = continuationIds.map((ids) => {
    if (ids.length === 0) throw new RangeError('A continuation needs at least one token.');
    let at = stem;
    return ids.map((id, step) => {
      const targets = targetsAt.get(at) ?? [];
      targetsAt.set(at, targets);
      if (!targets.includes(id)) targets.push(id);
      const found = { token: at, column: targets.indexOf(id) };
      if (step < ids.length - 1) at = trie.append(at, [id]);
      return found;
    });
  });
  const { nodes, positionOf } = trie.toNodes();
  const readOf = new Map([...targetsAt.keys()].map((token, read) => [token, read]));
  return {
    nodes,
    reads: [...targetsAt].map(([token, targets]) => ({ ...positionOf(token), targets })),
    jobs: [
      {
        targets: paths.map((path) =>
          path.map(({ token, column }) => ({ read: readOf.get(token) as number, column }))
        ),
        addedTokens: trie.size
      }
    ]
  };
}

/**
 * Packs several trees over one prefix into one. Leading tokens that trees have in common (the
 * question before two orders of its options, say) are kept once. Reads and jobs keep their order.
 */
export function mergeTrees(trees: readonly TokenTree[]): TokenTree {
  const trie = new TokenTrie();
  const reads: { token: number; targets: readonly number[] }[] = [];
  const jobs: JobReads[] = [];
  for (const tree of trees) {
    const sizeBefore = trie.size;
    const firstRead = reads.length;
    const runs: number[][] = [];
    for (const node of tree.nodes) {
      let at = node.parent === -1 ? -1 : (runs[node.parent]?.at(-1) ?? -1);
      runs.push(node.ids.map((id) => (at = trie.append(at, [id]))));
    }
    for (const { node, offset, targets } of tree.reads) {
      reads.push({ token: runs[node]?.[offset] as number, targets });
    }
    // Tokens shared with earlier trees were computed for those: they cost this tree nothing.
    let unshared = trie.size - sizeBefore;
    for (const job of tree.jobs) {
      const addedTokens = Math.min(job.addedTokens, unshared);
      unshared -= addedTokens;
      const targets = job.targets.map((parts) =>
        parts.map(({ read, column }) => ({ read: read + firstRead, column }))
      );
      jobs.push({ targets, addedTokens });
    }
  }
  const { nodes, positionOf } = trie.toNodes();
  return {
    nodes,
    reads: reads.map(({ token, targets }) => ({ ...positionOf(token), targets })),
    jobs
  };
}

/**
 * The scores of every job in a tree.
 * @param rows per read the log-probabilities (natural) of its targets
 */
export function scoresOf(
  tree: TokenTree,
  rows: readonly ArrayLike<number>[]
): Omit<PromptScore, 'ms'>[] {
  return tree.jobs.map((job) => ({
    logprobs: job.targets.map((parts) =>
      sum(parts.map(({ read, column }) => rows[read]?.[column] ?? NaN))
    ),
    tokens: job.targets.map((parts) => parts.length),
    prefillTokens: job.addedTokens
  }));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
