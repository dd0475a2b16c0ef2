import { AppError } from '../core/errors.ts';
import type { Reason, Runner } from './engineApi.ts';
import { toFault } from './faults.ts';
import { figuresOf, largestDifference, proofScores, toleranceFor } from './proof.ts';
import type { ModelSession } from './session.ts';

/**
 * Sets a session's runner to the first that gives the measured numbers; one that throws is a reason
 * against it, like one that is inexact.
 * @param measure what `proofScores` gave for the naive run over the graph as it ships
 * @param refusal why none of the runners is faster than it is
 * @returns whether one is exact, and why no faster one is used
 * @throws AppError what says nothing about the graph: `cancelled`, `device-lost`, `out-of-memory` …
 */
export async function useFirstExact(
  session: ModelSession,
  runners: readonly Runner[],
  measure: readonly number[],
  refusal: Reason | null
): Promise<{ exact: boolean; reason: Reason | null }> {
  let reason = refusal;
  for (const runner of runners) {
    session.runner = runner;
    const fault = await faultOf(session, runner, measure);
    if (!fault) return { exact: true, reason };
    reason = fault;
  }
  return { exact: false, reason };
}

/** Why a runner is not to be used over the open graph; null where its answers equal the measure. */
async function faultOf(
  session: ModelSession,
  runner: Runner,
  measure: readonly number[]
): Promise<Reason | null> {
  const tolerance = toleranceFor(session);
  try {
    const maxError = largestDifference(await proofScores(session, runner), measure);
    if (maxError <= tolerance) return null;
    return { code: 'runner-inexact', params: { runner, ...figuresOf({ maxError, tolerance }) } };
  } catch (thrown) {
    return runnerFault(thrown, runner);
  } finally {
    session.prefixes.clear();
  }
}

/**
 * What the runtime threw, as the reason why a runner is not used.
 * @throws AppError what says nothing about the graph
 */
export function runnerFault(thrown: unknown, runner: Runner): Reason {
  const { code, params } = toFault(thrown);
  if (code !== 'unexpected') throw new AppError(code, params);
  return { code: 'runner-failed', params: { runner, message: params.message ?? '' } };
}
