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
 * Opens a model with the fastest runner whose answers equal those of the naive run. A rewritten
 * graph is held against the standard graph that it was made from, and only one of both is open at
 * a time, so weights are held once.
 * @param open opens a session over one of the graphs
 * @param checked the model brings canaries: for a packed graph that it ships they are proof enough
 */
export async function openProven(
  { standard, packed, refusal }: DecoderGraphs,
  open: Open,
  checked: boolean
): Promise<Proven> {
  if (!standard) {
    const shipped = await open(packed as DecoderGraph);
    return checked ? { session: shipped, reason: null } : proveShipped(shipped);
  }
  const session = await open(standard);
  const { measure, ...slower } = await orDispose(session, async () => {
    const naive = await proofScores(session, 'naive');
    return { measure: naive, ...(await prove(session, 'sequential', naive, refusal)) };
  });
  if (!packed) return slower;
  await session.dispose();
  const tried = await tryPacked(packed, open, measure);
  if ('session' in tried) return tried;
  // What is opened now is the graph that gave its proof already.
  const again = await open(standard);
  again.runner = session.runner;
  return { session: again, reason: slower.reason ?? tried };
}

/** The rewritten graph's session, or why it is not to be used. */
async function tryPacked(
  packed: DecoderGraph,
  open: Open,
  measure: readonly number[]
): Promise<Proven | Reason> {
  try {
    const session = await open(packed);
    const fault = await orDispose(session, () => compare(session, 'packed', measure));
    if (!fault) return { session, reason: null };
    await session.dispose();
    return fault;
  } catch (thrown) {
    const { code, params } = toFault(thrown);
    // These say nothing about the graph.
    if (['cancelled', 'device-lost', 'out-of-memory'].includes(code)) {
      throw new AppError(code, params);
    }
    return { code, params };
  }
}

/** A packed graph that the model ships without canaries: all three runners go through it. */
function proveShipped(session: ModelSession): Promise<Proven> {
  return orDispose(session, async () => {
    const measure = await proofScores(session, 'naive');
    const packed = await prove(session, 'packed', measure, null);
    return packed.reason ? prove(session, 'sequential', measure, packed.reason) : packed;
  });
}

/** Sets the session's runner to the given one if it is exact, else to naive. */
async function prove(
  session: ModelSession,
  wanted: Runner,
  measure: readonly number[],
  reason: Reason | null
): Promise<Proven> {
  const fault = await compare(session, wanted, measure);
  session.runner = fault ? 'naive' : wanted;
  return { session, reason: fault ?? reason };
}

/** Null where a runner's answers equal the measure. */
async function compare(
  session: ModelSession,
  runner: Runner,
  measure: readonly number[]
): Promise<Reason | null> {
  const tolerance = proofTolerance(session.device, session.model.decoder.halves);
  const maxError = largestDifference(await proofScores(session, runner), measure);
  session.prefixes.clear();
  if (maxError <= tolerance) return null;
  return { code: 'runner-inexact', params: { runner, ...figuresOf({ maxError, tolerance }) } };
}

async function orDispose<T>(session: ModelSession, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await session.dispose().catch(() => undefined);
    throw thrown;
  }
}
