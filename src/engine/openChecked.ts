import { AppError } from '../core/errors.ts';
import type { LoadProgress, Reason } from './engineApi.ts';
import { noWork } from './counters.ts';
import type { DeviceTry } from './device.ts';
import { runnerFault } from './exactRunner.ts';
import { decoderGraphs, type DecoderGraph } from './files/decoderGraphs.ts';
import type { OpenFile } from './files/openFile.ts';
import type { Loading } from './loading.ts';
import { Model, type ModelSource } from './model.ts';
import { openProven, type Proven } from './openProven.ts';
import { figuresOf } from './proof.ts';
import { selfCheck, type Canaries, type SelfCheck } from './selfCheck.ts';
import { ModelSession } from './session.ts';

/** What an attempt is made with. */
interface Means {
  loading: Loading;
  source: ModelSource;
  /** What the model brings from outside the browser; null where it brings none. */
  ownCanaries: Canaries | null;
  /** What a GPU is held against where the model brings none. */
  reference: (source: ModelSource) => Promise<Canaries>;
  openFile: OpenFile;
}

export interface Checked extends Proven {
  gpu: GPUDevice | null;
  check: SelfCheck;
}

/**
 * Opens a model on a device and holds its answers against its canaries'.
 * @param last only where nothing else is left is a slower way of running worth a try
 * @throws AppError `self-check-failed` (device, maxError, tolerance), `cancelled`, what the runtime
 *   throws; nothing stays open then
 */
export async function openChecked(
  on: DeviceTry,
  last: boolean,
  { loading, source, ownCanaries, reference, openFile }: Means
): Promise<Checked> {
  const { ledger, pictures, signal, onProgress } = loading;
  const { device } = on;
  const work = noWork();
  let session: ModelSession | null = null;
  let gpu: GPUDevice | null = null;
  const progress = (phase: LoadProgress['phase'], loadedBytes: number) =>
    onProgress({ phase, file: source.model, loadedBytes, totalBytes: 1 });
  try {
    progress('session', 0);
    const canaries = ownCanaries ?? (device === 'wasm' ? null : await reference(source));
    gpu = on.requestGpu ? await on.requestGpu() : null;
    const open = async (graph: DecoderGraph) => {
      signal.throwIfAborted();
      const model = await Model.open(source, graph, device, gpu, ledger, work);
      const bufferBytes = gpu?.limits.maxStorageBufferBindingSize ?? null;
      return new ModelSession(model, device, work, pictures, bufferBytes);
    };
    const graphs = decoderGraphs(source.files, source.needed, on.spell);
    const proven = await openProven(graphs, open, ownCanaries !== null);
    session = proven.session;
    progress('session', 1);
    signal.throwIfAborted();
    progress('self-check', 0);
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
    throw thrown;
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
  const tried = last ? proven : proven.slice(0, 1);
  for (const [at, runner] of tried.entries()) {
    session.runner = runner;
    try {
      check = await selfCheck(session, canaries, open, signal);
    } catch (thrown) {
      if (at === tried.length - 1) throw thrown;
      slower = runnerFault(thrown, runner);
      continue;
    }
    if (check.maxError <= check.tolerance) break;
    slower = { code: 'runner-inexact', params: { runner, ...figuresOf(check) } };
  }
  return { check, slower };
}
