import { scoresOf } from '../../core/tokens/tokenTree.ts';
import { layoutTree } from '../../core/tokens/treeLayout.ts';
import type { TokenJob } from '../promptTokens.ts';
import { readLogprobs, treeOf, type JobScore, type Run, type RunnerTools } from './runner.ts';

/**
 * Nothing is reused: every prompt is computed from its first token, its picture encoded anew, one
 * call per continuation. What demos do today, and the measure that the other runners are held to.
 */
export const runNaive: Run = async (jobs, tools) => {
  const scores: JobScore[] = [];
  for (const job of jobs) {
    const whole = { ...job, prefix: [], suffix: [...job.prefix, ...job.suffix] };
    if (job.kind === 'letters') {
      scores.push(await compute(whole, tools));
      continue;
    }
    const parts: JobScore[] = [];
    for (const target of job.targets) {
      parts.push(await compute({ ...whole, targets: [target] }, tools));
    }
    scores.push({
      logprobs: parts.flatMap((part) => part.logprobs),
      tokens: parts.flatMap((part) => part.tokens),
      prefillTokens: parts.reduce((sum, part) => sum + part.prefillTokens, 0)
    });
  }
  return scores;
};

async function compute(job: TokenJob, { model, encodeAgain }: RunnerTools): Promise<JobScore> {
  const picture = job.picture === null ? null : await encodeAgain(job.picture);
  const tree = treeOf(job);
  const layout = layoutTree(0, tree);
  const embeds = await model.embed(layout.ids, picture);
  const { rows } = await model.decoder.run(layout, embeds, null, false, picture?.grid);
  const [score] = scoresOf(tree, readLogprobs(tree, layout, rows));
  return score as JobScore;
}
