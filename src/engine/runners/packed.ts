import { mergeTrees, scoresOf } from '../../core/tokens/tokenTree.ts';
import { layoutTree } from '../../core/tokens/treeLayout.ts';
import { pastOf, readLogprobs, treeOf, type Run } from './runner.ts';

/** All jobs in one decoder call behind their common prefix. */
export const runPacked: Run = async (jobs, tools) => {
  const [job] = jobs;
  if (!job) return [];
  const past = await pastOf(job, tools);
  const tree = mergeTrees(jobs.map(treeOf));
  const layout = layoutTree(job.prefix.length, tree);
  const embeds = await tools.model.embed(layout.ids, null);
  const { rows } = await tools.model.decoder.run(layout, embeds, past);
  return scoresOf(tree, readLogprobs(tree, layout, rows));
};
