import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mergeTrees,
  scoresOf,
  treeOfContinuationJob,
  treeOfLetterJob,
  type TokenTree
} from './tokenTree.ts';
import { attentionBias, layoutTree } from './treeLayout.ts';

/**
 * A stand-in for a model: some number that depends on every token before the target, in order. Never
 * 0, whose sign sums do not keep.
 */
function fakeLogprob(context: readonly number[], target: number): number {
  return -(1 + context.reduce((mixed, id) => (mixed * 31 + id + 7) % 10007, target + 1)) / 1000;
}

function runTree(prefix: readonly number[], tree: TokenTree) {
  const layout = layoutTree(prefix.length, tree);
  const sequence = [...prefix, ...layout.ids];
  const rows = tree.reads.map(({ targets }, read) => {
    const token = layout.logitPositions[layout.rowOfRead[read] as number] as number;
    const context = layout.visible(token).map((at) => sequence[at] as number);
    return targets.map((target) => fakeLogprob(context, target));
  });
  return scoresOf(tree, rows);
}

const ids = (minLength: number) =>
  fc.array(fc.integer({ min: 0, max: 2 }), { minLength, maxLength: 5 });
type Job =
  | { kind: 'letters'; suffix: number[]; letters: number[] }
  | { kind: 'continuations'; suffix: number[]; continuations: number[][] };
const anyJob: fc.Arbitrary<Job> = fc.oneof(
  fc.record({ kind: fc.constant('letters' as const), suffix: ids(1), letters: ids(1) }),
  fc.record({
    kind: fc.constant('continuations' as const),
    suffix: ids(1),
    continuations: fc.array(ids(1), { minLength: 1, maxLength: 4 })
  })
);
const anyJobs = fc.array(anyJob, { minLength: 1, maxLength: 5 });

const treeOf = (job: Job) =>
  job.kind === 'letters'
    ? treeOfLetterJob(job.suffix, job.letters)
    : treeOfContinuationJob(job.suffix, job.continuations);

/** Every target's log-probability from its own whole prompt, without any tree. */
function oneByOne(prefix: readonly number[], job: Job): number[] {
  const prompt = [...prefix, ...job.suffix];
  if (job.kind === 'letters') return job.letters.map((letter) => fakeLogprob(prompt, letter));
  return job.continuations.map((continuation) =>
    continuation.reduce(
      (sum, id, k) => sum + fakeLogprob([...prompt, ...continuation.slice(0, k)], id),
      0
    )
  );
}

describe('token tree', () => {
  it('gives every packed job the scores of its own prompt', () => {
    fc.assert(
      fc.property(ids(0), anyJobs, (prefix, jobs) => {
        const scores = runTree(prefix, mergeTrees(jobs.map(treeOf)));
        expect(scores.map(({ logprobs }) => logprobs)).toEqual(
          jobs.map((job) => oneByOne(prefix, job))
        );
      })
    );
  });

  it('merges merged trees as if all at once', () => {
    fc.assert(
      fc.property(ids(0), anyJobs, anyJobs, (prefix, first, second) => {
        const trees = [...first, ...second].map(treeOf);
        const nested = mergeTrees([
          mergeTrees(trees.slice(0, first.length)),
          mergeTrees(trees.slice(first.length))
        ]);
        const logprobs = (tree: TokenTree) => runTree(prefix, tree).map((score) => score.logprobs);
        expect(logprobs(nested)).toEqual(logprobs(mergeTrees(trees)));
      })
    );
  });

  it('accounts every computed token to one job', () => {
    fc.assert(
      fc.property(anyJobs, (jobs) => {
        const tree = mergeTrees(jobs.map(treeOf));
        const added = tree.jobs.map(({ addedTokens }) => addedTokens);
        expect(Math.min(...added)).toBeGreaterThanOrEqual(0);
        expect(added.reduce((a, b) => a + b, 0)).toBe(layoutTree(0, tree).ids.length);
      })
    );
  });

  it('computes the stem of two option orders once, and no last token of a continuation', () => {
    const stem = [1, 2, 3, 4];
    const orders = mergeTrees([
      treeOfLetterJob([...stem, 5, 6, 9], [7, 8]),
      treeOfLetterJob([...stem, 6, 5, 9], [7, 8])
    ]);
    expect(orders.nodes).toEqual([
      { parent: -1, ids: stem },
      { parent: 0, ids: [5, 6, 9] },
      { parent: 0, ids: [6, 5, 9] }
    ]);
    const words = treeOfContinuationJob([1, 2], [[5, 6], [5, 7, 8], [9]]);
    expect(words.nodes).toEqual([{ parent: -1, ids: [1, 2, 5, 7] }]);
    expect(
      scoresOf(
        words,
        words.reads.map(({ targets }) => targets.map(() => -1))
      )
    ).toEqual([{ logprobs: [-2, -3, -1], tokens: [2, 3, 1], prefillTokens: 4 }]);
  });

  it('refuses prompts without a token of their own', () => {
    expect(() => treeOfLetterJob([], [1])).toThrow(RangeError);
    expect(() => treeOfContinuationJob([1], [[]])).toThrow(RangeError);
  });
});

describe('tree layout', () => {
  it('counts positions along each path and shows exactly what the mask leaves open', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), anyJobs, (prefixLength, jobs) => {
        const layout = layoutTree(prefixLength, mergeTrees(jobs.map(treeOf)));
        const width = prefixLength + layout.ids.length;
        const bias = attentionBias(layout);
        expect(bias.length).toBe(layout.ids.length * width);
        layout.ids.forEach((_, i) => {
          const visible = layout.visible(i);
          const positions = visible.map((at) =>
            at < prefixLength ? at : layout.positionIds[at - prefixLength]
          );
          expect(positions).toEqual(visible.map((__, k) => k));
          expect(visible.at(-1)).toBe(prefixLength + i);
          const open = [...bias.subarray(i * width, (i + 1) * width).entries()];
          expect(open.filter(([, value]) => value === 0).map(([at]) => at)).toEqual(visible);
          expect(open.every(([, value]) => value === 0 || value === -65504)).toBe(true);
        });
      })
    );
  });

  it('reads one row of logits a place, however many reads share it', () => {
    const tree = mergeTrees([treeOfLetterJob([1, 2], [3]), treeOfLetterJob([1, 2], [4])]);
    const layout = layoutTree(7, tree);
    expect(layout.logitPositions).toEqual([1]);
    expect(layout.rowOfRead).toEqual([0, 0]);
    expect(layout.positionIds).toEqual([7, 8]);
  });
});
