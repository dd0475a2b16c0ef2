import { scoresOf, treeOfContinuationJob } from '../../core/tokens/tokenTree.ts';

/** The last tokens of the prompt itself stand for all of it in the tree. */
const PROMPT = -1;

/**
 * Sums over whole continuations, asked place by place: what continuations have in common is asked
 * once, and the last token of each is read but never sent. The place behind the prompt alone comes
 * first, since a server's cache then holds the prompt for all others.
 * @param texts tokens of each continuation, at least one each
 * @param next log-probabilities of `wanted` behind the prompt and `path`
 * @param others whether all places but the first are asked at once, for a server that computes what
 *   waits together, or one after the other, for one whose slots keep a prompt each
 */
export async function optionTexts(
  texts: readonly (readonly number[])[],
  next: (path: readonly number[], wanted: readonly number[]) => Promise<readonly number[]>,
  others: 'at once' | 'in turn'
): Promise<{ logprobs: number[]; tokens: number[] }> {
  const tree = treeOfContinuationJob([PROMPT], texts);
  const pathTo = (node: number, offset: number): number[] => {
    const run = tree.nodes[node];
    if (!run) return [];
    const { length } = tree.nodes[run.parent]?.ids ?? [];
    return [...pathTo(run.parent, length - 1), ...run.ids.slice(0, offset + 1)];
  };
  const [first, ...rest] = tree.reads.map(({ node, offset, targets }) => {
    const path = pathTo(node, offset).slice(1);
    return () => next(path, targets);
  });
  const rows = first ? [await first()] : [];
  if (others === 'at once') rows.push(...(await Promise.all(rest.map((ask) => ask()))));
  else for (const ask of rest) rows.push(await ask());
  const [score] = scoresOf(tree, rows);
  return { logprobs: score?.logprobs ?? [], tokens: score?.tokens ?? [] };
}
