import { scoresOf, treeOfContinuationJob } from '../../core/tokens/tokenTree.ts';

/** The last tokens of the prompt itself stand for all of it in the tree. */
const PROMPT = -1;

/**
 * Sums over whole continuations, asked place by place: what continuations have in common is asked
 * once, and the last token of each is read but never sent.
 * @param texts tokens of each continuation, at least one each
 * @param next log-probabilities of `wanted` behind the prompt and `path`
 */
export async function optionTexts(
  texts: readonly (readonly number[])[],
  next: (path: readonly number[], wanted: readonly number[]) => Promise<readonly number[]>
): Promise<{ logprobs: number[]; tokens: number[] }> {
  const tree = treeOfContinuationJob([PROMPT], texts);
  const pathTo = (node: number, offset: number): number[] => {
    const run = tree.nodes[node];
    if (!run) return [];
    const { length } = tree.nodes[run.parent]?.ids ?? [];
    return [...pathTo(run.parent, length - 1), ...run.ids.slice(0, offset + 1)];
  };
  const rows: (readonly number[])[] = [];
  for (const { node, offset, targets } of tree.reads) {
    rows.push(await next(pathTo(node, offset).slice(1), targets));
  }
  const [score] = scoresOf(tree, rows);
  return { logprobs: score?.logprobs ?? [], tokens: score?.tokens ?? [] };
}
