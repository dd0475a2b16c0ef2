import { planJobs } from '../core/prompts/plan.ts';
import type { PromptJob } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { EngineApi, LoadedModel } from '../engine/engineApi.ts';
import { loadSurvey } from '../survey/dataset.ts';
import type { PeerRequest, PeerResult } from './automationApi.ts';
import { bundledTemplate } from './ask.ts';
import { comparedDecisions } from './peerDecisions.ts';
import { report } from './progress.ts';
import { openPeer, type Peer } from './wllama.ts';

/** Prompts whose letters are compared. */
const COMPARED = 8;
/** The likeliest tokens that the other side names; all 49,152 break its messages. */
const NAMED = 500;

/**
 * The same questions, under no picture, by wllama, prompt by prompt and by its one-pass decision
 * reading, and by this engine, on as many threads: wall time, tokens computed, and how far the
 * letters' probabilities lie apart. All are warmed up by one prompt.
 * @throws AppError as the engine's `score`; whatever wllama throws
 */
export async function comparePeer(
  { wllama, gguf, questions, template, orders }: PeerRequest,
  engine: EngineApi,
  loaded: LoadedModel
): Promise<PeerResult> {
  const survey = await loadSurvey();
  const plan = {
    cues: [{ kind: 'neutral' as const }],
    questions: survey.questions.slice(0, questions),
    template: bundledTemplate(template),
    readout: 'letter' as const,
    orders,
    dontKnow: 'omit' as const
  };
  const jobs = planJobs(plan, loaded.chat).map(({ job }) => job);
  const peer = await openPeer(wllama, gguf, loaded.threads, 1);
  await peer.complete('Ready? (');
  let peerTokens = 0;
  const peerMs = await timed(async () => {
    for (const [index, { prefix, suffix }] of jobs.entries()) {
      peerTokens += await peer.complete(prefix + suffix);
      report('wllama', index + 1, jobs.length);
    }
  });
  const scores = new Map<number, PromptScore>();
  await engine.score([{ ...jobs[0]!, prefix: 'Ready? ', suffix: '(' }], () => undefined);
  const ownMs = await timed(() =>
    engine.score(jobs, (index, score) => {
      scores.set(index, score);
      report('valueshift', scores.size, jobs.length);
    })
  );
  const apart = await largestDifference(peer, jobs.slice(0, COMPARED), scores);
  await peer.close();
  const measure = { jobs, questions, scores, ownMs };
  const decisions = await comparedDecisions([wllama, gguf, loaded.threads], measure);
  const ownTokens = [...scores.values()].reduce((sum, { prefillTokens }) => sum + prefillTokens, 0);
  return {
    questions,
    prompts: jobs.length,
    threads: loaded.threads,
    peer: { msPerQuestion: peerMs / questions, tokensPerQuestion: peerTokens / questions },
    own: { msPerQuestion: ownMs / questions, tokensPerQuestion: ownTokens / questions },
    timesFaster: peerMs / ownMs,
    largestDifference: apart,
    compared: Math.min(COMPARED, jobs.length),
    decisions
  };
}

/** Largest difference of a letter's probability; NaN where the peer does not tell one. */
async function largestDifference(
  peer: Peer,
  jobs: readonly PromptJob[],
  scores: ReadonlyMap<number, PromptScore>
): Promise<number> {
  let largest = 0;
  for (const [index, { prefix, suffix, targets }] of jobs.entries()) {
    if (targets.kind !== 'letters') continue;
    const theirs = await peer.letters(prefix + suffix, targets.letters, NAMED);
    const ours = scores.get(index)?.logprobs ?? [];
    const apart = theirs.map((log, k) => Math.abs(Math.exp(log) - Math.exp(ours[k] ?? NaN)));
    largest = Math.max(largest, ...apart);
    report('letters compared', index + 1, jobs.length);
  }
  return largest;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
