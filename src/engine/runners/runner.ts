import {
  treeOfContinuationJob,
  treeOfLetterJob,
  type TokenTree
} from '../../core/tokens/tokenTree.ts';
import type { TreeLayout } from '../../core/tokens/treeLayout.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import { logSoftmaxAt } from '../logSoftmax.ts';
import type { Model } from '../model.ts';
import type { EncodedPicture } from '../pictureEncoder.ts';
import type { Prefixes } from '../prefixes.ts';
import type { TokenJob, TokenPrompt } from '../promptTokens.ts';

export interface RunnerTools {
  model: Model;
  prefixes: Prefixes;
  /** The picture's features, encoded once. */
  encoded(picture: string): Promise<EncodedPicture>;
  /** Encodes the picture anew, as a demo without a cache would. */
  encodeAgain(picture: string): Promise<EncodedPicture>;
}

export type JobScore = Omit<PromptScore, 'ms'>;

/** Scores jobs that share prefix and picture; one score per job, in order. */
export type Run = (jobs: readonly TokenJob[], tools: RunnerTools) => Promise<JobScore[]>;

/** The tree of one job behind its prefix. */
export function treeOf({ kind, suffix, targets }: TokenJob): TokenTree {
  return kind === 'letters'
    ? treeOfLetterJob(suffix, targets.flat())
    : treeOfContinuationJob(suffix, targets);
}

/** Log-probabilities of each of a tree's reads, out of the rows of logits of its layout. */
export function readLogprobs(
  tree: TokenTree,
  layout: TreeLayout,
  rows: readonly Float32Array[]
): number[][] {
  return tree.reads.map(({ targets }, read) =>
    logSoftmaxAt(rows[layout.rowOfRead[read] as number] as Float32Array, targets)
  );
}

export async function pastOf(
  job: Pick<TokenPrompt, 'prefix' | 'picture'>,
  { prefixes, encoded }: RunnerTools
) {
  const picture = job.picture === null ? null : await encoded(job.picture);
  return prefixes.get(job.prefix, job.picture, picture);
}
