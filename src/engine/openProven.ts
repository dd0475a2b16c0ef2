import { ROUNDS_TOGETHER } from '../core/onnx/roundsTogether.ts';
import type { Reason, Runner } from './engineApi.ts';
import { runnerFault, useFirstExact } from './exactRunner.ts';
import type { DecoderGraph, DecoderGraphs } from './files/decoderGraphs.ts';
import { proofMeasure } from './proof.ts';
import type { ModelSession } from './session.ts';

/** An open session whose `runner` is proven, and why it is not a faster one. */
export interface Proven {
  session: ModelSession;
  reason: Reason | null;
}

type Open = (graph: DecoderGraph) => Promise<ModelSession>;

/**
 * Opens a model with the fastest runner whose answers equal those of the naive run over the graph as
 * it ships. One decoder is open at a time, so weights are held once, and decoders are opened as
 * seldom as can be: the graph as it ships for the naive numbers, then rewritten ones, fastest first;
 * the first that gives these numbers stays. Only where none does is the one that ships opened again.
 * Where the activations of a call are rounded together, each prompt is computed alone in any case.
 * @param open opens a session over one of the graphs
 * @param checked the model brings canaries: for a packed graph that it ships they are proof enough
 * @throws AppError what says nothing about a graph (`cancelled`, `device-lost`, `out-of-memory` …),
 *   and whatever the graph that ships throws when it is opened or run naively; nothing stays open
 */
export async function openProven(
  { standard, packed, gathered, refusal }: DecoderGraphs,
  open: Open,
  checked: boolean
): Promise<Proven> {
  const shipped = (standard ?? packed) as DecoderGraph;
  const first = await open(shipped);
  if (!standard && checked) return { session: first, reason: null };
  const alone = refusal?.code === ROUNDS_TOGETHER;
  const measure = await orDispose(first, () => proofMeasure(first));
  const rewritten = standard ? [packed, gathered].filter((graph) => graph !== null) : [];
  if (rewritten.length === 0) return settle(first, alone, measure, refusal);
  await first.dispose();
  let reason = refusal;
  for (const graph of rewritten) {
    const tried = await tryRewritten(() => open(graph), alone, measure, reason);
    if ('session' in tried) return tried;
    if (!alone) reason = tried.reason;
  }
  return settle(await open(shipped), alone, measure, reason);
}

/** The rewritten graph's session, or only why it is not to be used. */
async function tryRewritten(
  open: () => Promise<ModelSession>,
  alone: boolean,
  measure: readonly number[],
  refusal: Reason | null
): Promise<Proven | { reason: Reason | null }> {
  let session: ModelSession;
  try {
    session = await open();
  } catch (thrown) {
    return { reason: runnerFault(thrown, refusal ? 'sequential' : 'packed') };
  }
  // Where neither packs nor reuse are right, another graph's reuse may be.
  const runners = alone ? NAIVE : session.model.decoder.packs ? faster(session) : session.runners;
  const { exact, reason } = await orDispose(session, () =>
    useFirstExact(session, runners, measure, refusal)
  );
  if (exact) return { session, reason };
  await session.dispose();
  return { reason };
}

/** What is done with the graph as it ships: naive, the measure itself, needs no trial. */
async function settle(
  session: ModelSession,
  alone: boolean,
  measure: readonly number[],
  refusal: Reason | null
): Promise<Proven> {
  const { exact, reason } = await orDispose(session, () =>
    useFirstExact(session, alone ? [] : faster(session), measure, refusal)
  );
  if (!exact) session.runner = 'naive';
  return { session, reason };
}

const NAIVE: readonly Runner[] = ['naive'];
const faster = ({ runners }: ModelSession) => runners.filter((runner) => runner !== 'naive');

async function orDispose<T>(session: ModelSession, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await session.dispose().catch(() => undefined);
    throw thrown;
  }
}
