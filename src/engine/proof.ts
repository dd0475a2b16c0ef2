import type { PromptJob } from '../core/prompts/types.ts';
import type { Device, Runner } from './engineApi.ts';
import type { ModelSession } from './session.ts';

/**
 * Two short questions behind one beginning, as a pack holds them: letters and words. Enough to show
 * a graph that lets one prompt of a pack reach another, or turns positions wrongly.
 */
const PREFIX = 'Read the question, then pick the answer that fits.\n';
export const PROOF_PROMPTS: readonly PromptJob[] = [
  {
    prefix: PREFIX,
    suffix: 'Is water wet?\n(A) yes\n(B) no\nThe answer is (',
    picture: null,
    targets: { kind: 'letters', letters: ['A', 'B'] }
  },
  {
    prefix: PREFIX,
    suffix: 'Which of the two is cold: ice or fire? It is the',
    picture: null,
    targets: { kind: 'continuations', continuations: [' ice.', ' fire, of course.'] }
  }
];

/**
 * Largest difference of a token's log-probability between two ways of computing the same: on WASM
 * the last digits of a 32-bit sum; a GPU sums in other orders; halves have three digits.
 */
export function proofTolerance(device: Device, halves: boolean): number {
  if (halves) return 1e-2;
  return device === 'wasm' ? 1e-5 : 1e-3;
}

/** Log-probabilities a token of the prompts' targets (letters are one token) by one runner. */
export async function proofScores(session: ModelSession, runner: Runner): Promise<number[]> {
  let jobs = session.prepare(PROOF_PROMPTS);
  const logprobs: number[] = [];
  while (jobs.length > 0) {
    const scores = await session.scoreNext(jobs, runner);
    for (const { logprobs: sums, tokens } of scores) {
      logprobs.push(...sums.map((sum, target) => sum / (tokens[target] ?? 1)));
    }
    jobs = jobs.slice(scores.length);
  }
  return logprobs;
}

/** What is missing or undefined is as wrong as can be. */
export function largestDifference(found: readonly number[], expected: readonly number[]): number {
  const errors = expected.map((value, at) => Math.abs((found[at] ?? NaN) - value));
  return errors.some(Number.isNaN) ? Infinity : Math.max(0, ...errors);
}

/** An error for people to read. Messages travel as JSON, which knows no infinity. */
export function figuresOf({ maxError, tolerance }: { maxError: number; tolerance: number }) {
  const shown = Number.isFinite(maxError) ? Number(maxError.toPrecision(3)) : '∞';
  return { maxError: shown, tolerance };
}
