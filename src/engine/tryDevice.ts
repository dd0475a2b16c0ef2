import { AppError } from '../core/errors.ts';
import type { LoadProgress, Reason } from './api.ts';
import { noWork } from './counters.ts';
import type { DeviceTry, Refusal } from './device.ts';
import { toFault } from './faults.ts';
import type { DecoderGraph, DecoderGraphs } from './files/decoderGraphs.ts';
import type { OpenFile } from './files/openFile.ts';
import type { Loading } from './loading.ts';
import { Model, type ModelSource } from './model.ts';
import { openProven, type Proven } from './openProven.ts';
import { figuresOf } from './proof.ts';
import { selfCheck, type Canaries, type SelfCheck } from './selfCheck.ts';
import { ModelSession } from './session.ts';

/** What a device is tried with. */
interface Trial {
  loading: Loading;
  source: ModelSource;
  graphs: DecoderGraphs;
  canaries: Canaries | null;
  /** Did the model bring them, from outside the browser? */
  ownCanaries: boolean;
  open: OpenFile;
  refused: Refusal[];
}

/** The checked session; null, and a refusal noted, where the device does not pass. */
export async function tryDevice(
  attempt: DeviceTry,
  last: boolean,
  { loading, source, graphs, canaries, ownCanaries, open: openFile, refused }: Trial
): Promise<(Proven & { gpu: GPUDevice | null; check: SelfCheck }) | null> {
  const { ledger, pictures, signal, onProgress } = loading;
  const { device } = attempt;
  const work = noWork();
  let session: ModelSession | null = null;
  let gpu: GPUDevice | null = null;
  const progress = (phase: LoadProgress['phase'], loadedBytes: number) =>
    onProgress({ phase, file: source.model, loadedBytes, totalBytes: 1 });
  try {
    progress('session', 0);
    gpu = attempt.requestGpu ? await attempt.requestGpu() : null;
    const open = async (graph: DecoderGraph) => {
      signal.throwIfAborted();
      const model = await Model.open(source, graph, device, gpu, ledger, work);
      const bufferBytes = gpu?.limits.maxStorageBufferBindingSize ?? null;
      return new ModelSession(model, device, work, pictures, bufferBytes);
    };
    const proven = await openProven(graphs, open, ownCanaries);
    session = proven.session;
    progress('session', 1);
    signal.throwIfAborted();
    progress('self-check', 0);
    // Only where no other device is left is a slower way of running worth a try.
    const { check, slower } = await checkRunners(session, last, canaries, openFile, signal);
    session.prefixes.clear();
    progress('self-check', 1);
    if (check.maxError <= check.tolerance) {
      return { session, reason: slower ?? proven.reason, gpu, check };
    }
    const { maxError, tolerance } = figuresOf(check);
    throw new AppError('self-check-failed', { device, maxError, tolerance });
  } catch (thrown) {
    await session?.dispose().catch(() => undefined);
    gpu?.destroy();
    const fault = toFault(thrown);
    if (last || fault.code === 'cancelled') throw fault;
    refused.push({ device, code: fault.code, params: fault.params });
    return null;
  }
}

/** Scores the canaries with one runner after the other until one is right. */
async function checkRunners(
  session: ModelSession,
  last: boolean,
  canaries: Canaries | null,
  open: OpenFile,
  signal: AbortSignal
): Promise<{ check: SelfCheck; slower: Reason | null }> {
  let check: SelfCheck = { maxError: 0, tolerance: 0, canaries: 0 };
  let slower: Reason | null = null;
  if (!canaries) return { check, slower };
  const proven = session.runners.slice(session.runners.indexOf(session.runner));
  for (const runner of last ? proven : proven.slice(0, 1)) {
    session.runner = runner;
    check = await selfCheck(session, canaries, open, signal);
    if (check.maxError <= check.tolerance) break;
    slower = { code: 'runner-inexact', params: { runner, ...figuresOf(check) } };
  }
  return { check, slower };
}
