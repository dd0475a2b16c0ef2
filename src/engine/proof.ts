import { AppError } from '../core/errors.ts';
import type { Device, Runner } from './engineApi.ts';
import { withProofPrompts } from './proofPrompts.ts';
import type { ModelSession } from './session.ts';

/** What the tolerance of a proof follows from. */
export interface Numerics {
  device: Device;
  /** Are keys and values, and so the numbers between layers, in half precision? */
  halves: boolean;
  /** Layers that keep something of what they saw. */
  layers: number;
}

/** Up to that many layers the tolerances below are known to be enough, with room to spare. */
const KNOWN_DEPTH = 30;
/** On WASM in 32 bits two ways of computing the same are never called equal beyond this. */
const LIMIT_32_BITS = 1e-4;

/**
 * Largest difference of a token's log-probability (natural) between two ways of computing the same
 * over one graph's weights. Only the order of sums differs, so it follows the last digit of the
 * numbers between layers: 1e-5 in 32 bits on WASM, where rows are computed one by one (measured with
 * 4-bit products spelled out: 4.4e-6 at 24 layers of width 896, 5.4e-6 at 28 of 1536, Qwen2.5-Coder);
 * 1e-3 on a GPU, which sums in blocks; 1e-2 in halves, which have three digits. Each layer rounds anew and independently, so beyond 30 layers the bound grows with
 * the root of their number, as a random walk does.
 */
export function proofTolerance({ device, halves, layers }: Numerics): number {
  const depth = Math.sqrt(Math.max(1, layers / KNOWN_DEPTH));
  if (halves) return 1e-2 * depth;
  return device === 'wasm' ? Math.min(LIMIT_32_BITS, 1e-5 * depth) : 1e-3 * depth;
}

/** The same for an open model. */
export const toleranceFor = ({ device, model }: ModelSession): number =>
  proofTolerance({ device, halves: model.decoder.halves, layers: model.decoder.layers });

/** Log-probabilities a token of the prompts' targets (letters are one token) by one runner. */
export function proofScores(session: ModelSession, runner: Runner): Promise<number[]> {
  return withProofPrompts(session, async (prompts) => {
    let jobs = await session.prepare(prompts);
    const logprobs: number[] = [];
    while (jobs.length > 0) {
      const scores = await session.scoreNext(jobs, runner);
      for (const { logprobs: sums, tokens } of scores) {
        logprobs.push(...sums.map((sum, target) => sum / (tokens[target] ?? 1)));
      }
      jobs = jobs.slice(scores.length);
    }
    return logprobs;
  });
}

/**
 * The naive run's scores, which others are held to. Where halves overflow, or a device computes
 * nothing at all, they are no numbers or all the same: such a model has no answers.
 * @throws AppError `answers-missing`
 */
export async function proofMeasure(session: ModelSession): Promise<number[]> {
  const measure = await proofScores(session, 'naive');
  if (measure.every(Number.isFinite) && new Set(measure).size > 1) return measure;
  throw new AppError('answers-missing', { device: session.device });
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
