import { AppError } from '../core/errors.ts';
import type { Reason, Runner } from './engineApi.ts';
import { toFault } from './faults.ts';
import type { DecoderGraph, DecoderGraphs } from './files/decoderGraphs.ts';
import { figuresOf, largestDifference, proofScores, proofTolerance } from './proof.ts';
import type { ModelSession } from './session.ts';

/** An open session whose `runner` is proven, and why it is not a faster one. */
export interface Proven {
  session: ModelSession;
  reason: Reason | null;
}

type Open = (graph: DecoderGraph) => Promise<ModelSession>;

/**
 * Opens a model with the fastest runner whose answers equal those of the naive run over the graph as
 * it ships. Runners are tried fastest first; one that throws is a reason, like one that is inexact.
 * One decoder is open at a time, so weights are held once, and decoders are opened as seldom as can
 * be: the standard graph for the naive numbers, the rewritten one to stay where one of its runners is
 * exact, and only else the standard one again.
 * @param open opens a session over one of the graphs
 * @param checked the model brings canaries: for a packed graph that it ships they are proof enough
 * @throws AppError what says nothing about a graph (`cancelled`, `device-lost`, `out-of-memory` …),
 *   and whatever the graph that ships throws when it is opened or run naively; nothing stays open
 */
export async function openProven(
  { standard, packed, refusal }: DecoderGraphs,
  open: Open,
  checked: boolean
): Promise<Proven> {
  const session = await open((standard ?? packed) as DecoderGraph);
  if (!standard && checked) return { session, reason: null };
  const measure = await orDispose(session, () => proofScores(session, 'naive'));
  if (!standard || !packed) return fastest(session, measure, refusal);
  await session.dispose();
  const tried = await tryRewritten(() => open(packed), measure, refusal);
  return 'session' in tried ? tried : fastest(await open(standard), measure, tried);
}

/** The rewritten graph's session, or why it is not to be used. */
async function tryRewritten(
  open: () => Promise<ModelSession>,
  measure: readonly number[],
  refusal: Reason | null
): Promise<Proven | Reason> {
  let session: ModelSession;
  try {
    session = await open();
  } catch (thrown) {
    return runnerFault(thrown, refusal ? 'sequential' : 'packed');
  }
  const proven = await fastest(session, measure, refusal);
  if (session.runner !== 'naive') return proven;
  await session.dispose();
  return proven.reason as Reason;
}

/**
 * Sets the session's runner to the fastest exact one; naive, the measure itself, needs no trial.
 * @param refusal why there is no faster one than the graph's fastest
 */
function fastest(
  session: ModelSession,
  measure: readonly number[],
  refusal: Reason | null
): Promise<Proven> {
  return orDispose(session, async () => {
    let reason = refusal;
    for (const runner of session.runners) {
      const fault = runner === 'naive' ? null : await faultOf(session, runner, measure);
      session.runner = runner;
      if (!fault) break;
      reason = fault;
    }
    return { session, reason };
  });
}

/** Why a runner is not to be used over the open graph; null where its answers equal the measure. */
async function faultOf(
  session: ModelSession,
  runner: Runner,
  measure: readonly number[]
): Promise<Reason | null> {
  const tolerance = proofTolerance(session.device, session.model.decoder.halves);
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

async function orDispose<T>(session: ModelSession, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await session.dispose().catch(() => undefined);
    throw thrown;
  }
}
