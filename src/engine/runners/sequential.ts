import { scoresOf, type TokenTree } from '../../core/tokens/tokenTree.ts';
import { layoutTree } from '../../core/tokens/treeLayout.ts';
import type { Past } from '../decoder.ts';
import {
  pastOf,
  readLogprobs,
  treeOf,
  type JobScore,
  type Run,
  type RunnerTools
} from './runner.ts';

/** One decoder call per run of tokens, behind the cached prefix: for graphs that cannot pack. */
export const runSequential: Run = async (jobs, tools) => {
  const scores: JobScore[] = [];
  for (const job of jobs) {
    const tree = treeOf(job);
    const rows = await rowsOfTree(tree, await pastOf(job, tools), tools);
    scores.push(...scoresOf(tree, rows));
  }
  return scores;
};

async function rowsOfTree(
  tree: TokenTree,
  prefix: Past | null,
  { model }: RunnerTools
): Promise<number[][]> {
  const rows: number[][] = new Array(tree.reads.length);
  const pasts: (Past | null)[] = [];
  try {
    for (const [index, { parent, ids }] of tree.nodes.entries()) {
      const past = parent === -1 ? prefix : (pasts[parent] ?? null);
      const reads = tree.reads
        .map((read, at) => ({ read, at }))
        .filter((r) => r.read.node === index);
      const run = {
        nodes: [{ parent: -1, ids }],
        reads: reads.map(({ read }) => ({ ...read, node: 0 })),
        jobs: []
      };
      const layout = layoutTree(past?.length ?? 0, run);
      const forks = tree.nodes.some((node) => node.parent === index);
      const embeds = await model.embed(ids, null);
      const result = await model.decoder.run(layout, embeds, past, forks);
      pasts.push(result.past);
      readLogprobs(run, layout, result.rows).forEach((row, at) => {
        rows[(reads[at] as { at: number }).at] = row;
      });
    }
  } finally {
    for (const past of pasts) if (past) model.decoder.release(past);
  }
  return rows;
}
