import { AppError } from '../core/errors.ts';
import type { Device, Reason } from './engineApi.ts';
import { BEGINNING_TOLERANCE, distance, runBeginning, type Beginning } from './beginnings.ts';
import { noWork } from './counters.ts';
import type { DeviceTry } from './device.ts';
import { runnerFault } from './exactRunner.ts';
import { decoderGraphs } from './files/decoderGraphs.ts';
import { decoderPart } from './files/neededFiles.ts';
import type { OpenFile } from './files/openFile.ts';
import type { Loading } from './loading.ts';
import { Model } from './model.ts';
import { openParts } from './modelParts.ts';
import type { ModelTexts } from './modelTexts.ts';
import { openGraph, tellOf, type ModelSource } from './openGraph.ts';
import { Opened } from './opened.ts';
import { openProven, type Proven } from './openProven.ts';
import { figuresOf } from './proof.ts';
import { selfCheck, type Canaries, type SelfCheck } from './selfCheck.ts';
import { ModelSession } from './session.ts';

/** What an attempt is made with. */
interface Means {
  loading: Loading;
  source: ModelSource;
  texts: ModelTexts;
  /** What the model brings from outside the browser; null where it brings none. */
  ownCanaries: Canaries | null;
  /** What a GPU is held against where the model brings none. */
  reference: (source: ModelSource) => Promise<Beginning>;
  openFile: OpenFile;
}

export interface Checked extends Proven {
  gpu: GPUDevice | null;
  check: SelfCheck;
  /** Gives all of it back. */
  close(): Promise<void>;
}

/**
 * Opens a model on a device and holds its answers against its canaries'; a GPU without canaries is
 * held against WASM by the decoder's first layers, before the rest is opened.
 * @param last only where nothing else is left is a slower way of running worth a try
 * @throws AppError `self-check-failed` and `beginning-differs` (device, maxError, tolerance),
 *   `answers-missing`, `gpu-error`, `cancelled`, what the runtime throws; nothing stays open then
 */
export async function openChecked(on: DeviceTry, last: boolean, means: Means): Promise<Checked> {
  const { loading, source, ownCanaries, reference } = means;
  const { ledger, signal } = loading;
  const { device } = on;
  const open = new Opened();
  try {
    let check: SelfCheck = { maxError: 0, tolerance: 0, canaries: 0 };
    const expected = ownCanaries || device === 'wasm' ? null : await reference(source);
    const gpu = on.requestGpu ? await on.requestGpu() : null;
    if (gpu) open.add(() => gpu.destroy());
    const assertQuiet = listenTo(gpu);
    if (expected) {
      const found = await runBeginning(source, { device, gpu }, ledger);
      const maxError = distance(found, expected);
      check = { maxError, tolerance: BEGINNING_TOLERANCE, canaries: 0 };
      assertPassed(check, 'beginning-differs', device);
    }
    const { session, reason } = await openSession(on, gpu, open, means);
    signal.throwIfAborted();
    let slower: Reason | null = null;
    if (ownCanaries) ({ check, slower } = await checkRunners(session, last, ownCanaries, means));
    session.prefixes.clear();
    session.onScoring = null;
    assertPassed(check, 'self-check-failed', device);
    assertQuiet();
    return { session, reason: slower ?? reason, gpu, check, close: () => open.close() };
  } catch (thrown) {
    await open.close();
    throw thrown;
  }
}

/** Opens all parts of a model, the decoder with its fastest exact runner. */
async function openSession(
  on: DeviceTry,
  gpu: GPUDevice | null,
  open: Opened,
  { loading, source, texts, ownCanaries }: Means
): Promise<Proven> {
  const { ledger, pictures, signal } = loading;
  const { device } = on;
  const work = noWork();
  const parts = await openParts(source, texts, { device, gpu }, work);
  open.add(() => parts.close());
  const part = decoderPart(source.needed);
  tellOf(source, 'session', part);
  const graphs = decoderGraphs(source.files, source.needed, on.spell);
  const proven = await openProven(
    graphs,
    async (graph) => {
      signal.throwIfAborted();
      const decoder = await openGraph(source, part, { device, gpu }, graph);
      const model = new Model(parts, decoder, ledger, work);
      const bufferBytes = gpu?.limits.maxStorageBufferBindingSize ?? null;
      const session = new ModelSession(model, device, work, pictures, bufferBytes);
      session.onScoring = () => tellOf(source, 'self-check', part);
      return session;
    },
    ownCanaries !== null
  );
  open.add(() => proven.session.dispose());
  return proven;
}

function assertPassed(check: SelfCheck, code: string, device: Device): void {
  if (check.maxError <= check.tolerance) return;
  throw new AppError(code, { device, ...figuresOf(check) });
}

/**
 * A buffer that cannot be had, or a call that is not allowed, fails without a word to the caller: what
 * it was to hold are zeros. Only the device tells.
 * @returns throws AppError `gpu-error` (message) where it has told of anything so far
 */
function listenTo(gpu: GPUDevice | null): () => void {
  const told: string[] = [];
  gpu?.addEventListener('uncapturederror', ({ error }) => told.push(error.message));
  return () => {
    const [message] = told;
    if (message !== undefined) throw new AppError('gpu-error', { message });
  };
}

/** Scores the canaries with one runner after the other until one is right. */
async function checkRunners(
  session: ModelSession,
  last: boolean,
  canaries: Canaries,
  { openFile, loading: { signal } }: Means
): Promise<{ check: SelfCheck; slower: Reason | null }> {
  let check: SelfCheck = { maxError: Infinity, tolerance: 0, canaries: 0 };
  let slower: Reason | null = null;
  const proven = session.runners.slice(session.runners.indexOf(session.runner));
  const tried = last ? proven : proven.slice(0, 1);
  for (const [at, runner] of tried.entries()) {
    session.runner = runner;
    try {
      check = await selfCheck(session, canaries, openFile, signal);
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
