import type { PromptJob } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { PeerDecisions } from './automationApi.ts';
import { asDecisionModel } from './decisionModel.ts';
import { report } from './progress.ts';
import { openPeer, type Peer } from './wllama.ts';

/** Prompts that it reads at a time behind the beginning that they share. */
const SLOTS = 8;

interface Against {
  jobs: readonly PromptJob[];
  questions: number;
  /** What this engine gave for the jobs, and the time it took. */
  scores: ReadonlyMap<number, PromptScore>;
  ownMs: number;
}

/**
 * The same prompts by wllama's one-pass decision reading, several at a time over one beginning, after
 * a first one to warm up.
 * @param open address of wllama's package, of the model file, and threads, as `openPeer` takes them
 */
export async function comparedDecisions(
  open: [folder: string, gguf: string, threads: number],
  { jobs, questions, scores, ownMs }: Against
): Promise<PeerDecisions> {
  const peer = await openPeer(...open, SLOTS, asDecisionModel);
  try {
    if (!peer.decide) return { refused: 'This version of wllama has no createSystemOne.' };
    await peer.decide('Ready? ', [{ text: '(', letters: ['A', 'B'] }]);
    const started = performance.now();
    const { apart, tokens } = await decideAll(peer.decide, jobs, scores);
    const ms = performance.now() - started;
    return {
      msPerQuestion: ms / questions,
      tokensPerQuestion: tokens / questions,
      timesFaster: ms / ownMs,
      largestDifference: apart
    };
  } catch (thrown) {
    return { refused: thrown instanceof Error ? thrown.message : String(thrown) };
  } finally {
    await peer.close();
  }
}

/** Prompts that share a beginning in one request; the largest difference of a letter's share. */
async function decideAll(
  decide: NonNullable<Peer['decide']>,
  jobs: readonly PromptJob[],
  scores: ReadonlyMap<number, PromptScore>
) {
  let [apart, tokens] = [0, 0];
  for (let first = 0; first < jobs.length;) {
    const { prefix } = jobs[first] as PromptJob;
    const rest = jobs.slice(first);
    const end = rest.findIndex((job) => job.prefix !== prefix);
    const together = end < 0 ? rest : rest.slice(0, end);
    const prompts = together.map(({ suffix, targets }) => ({
      text: suffix,
      letters: targets.kind === 'letters' ? targets.letters : []
    }));
    const decided = await decide(prefix, prompts);
    tokens += decided.tokens;
    decided.shares.forEach((shares, index) => {
      const own = sharesOf(scores.get(first + index)?.logprobs ?? []);
      apart = Math.max(apart, ...shares.map((share, k) => Math.abs(share - (own[k] ?? NaN))));
    });
    first += together.length;
    report('wllama decides', first, jobs.length);
  }
  return { apart, tokens };
}

function sharesOf(logprobs: readonly number[]): number[] {
  const shares = logprobs.map(Math.exp);
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => share / sum);
}
