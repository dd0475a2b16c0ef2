import { AppError } from '../core/errors.ts';
import type { PictureId } from '../core/types.ts';
import { chatFormatOf } from './chatFormat.ts';
import type { LoadedModel, LoadOptions, LoadProgress } from './api.ts';
import { noWork } from './counters.ts';
import { devicesToTry, type DeviceTry, type Refusal } from './device.ts';
import { toFault } from './faults.ts';
import { fetchFiles } from './files/fetchFiles.ts';
import { fetchManifest } from './files/manifest.ts';
import { neededFiles } from './files/neededFiles.ts';
import { Model, type ModelSource } from './model.ts';
import { prepareRuntime, threadCount } from './runtime.ts';
import { canariesOf, selfCheck, type Canaries, type SelfCheck } from './selfCheck.ts';
import { ModelSession } from './session.ts';
import type { TensorLedger } from './tensor.ts';

export interface Loading extends LoadOptions {
  /** Address of the app's folder. */
  base: string;
  ledger: TensorLedger;
  /** Pictures handed over so far. */
  pictures: Map<PictureId, Blob>;
  onProgress: (progress: LoadProgress) => void;
  signal: AbortSignal;
}

export interface Loaded {
  session: ModelSession;
  gpu: GPUDevice | null;
  description: LoadedModel;
}

/** Up to eleven options and two "don't know" lines. */
const LETTERS = [...'ABCDEFGHIJKLM'];

/**
 * Fetches, verifies, opens and checks a model, on the first device that passes.
 * @throws AppError as `fetchManifest`, `fetchFiles`, `neededFiles`; `self-check-failed`,
 *   `letter-tokens`, `chat-template`, `cancelled`, `out-of-memory`
 */
export async function loadModel(loading: Loading): Promise<Loaded> {
  const { base, model, signal } = loading;
  const folder = new URL(`models/${model}/`, base).href;
  const manifest = await fetchManifest(folder, signal);
  const needed = neededFiles(manifest, model);
  const { onProgress } = loading;
  const files = await fetchFiles(folder, manifest, needed.files, onProgress, signal);
  const source: ModelSource = { model, files, needed };
  const canaries = await canariesOf(model, files);
  const { tries, refused } = await devicesToTry(loading.device, canaries === null);
  const threads = threadCount();
  // Whichever device comes first decides the runtime; the GPU's can compute on WASM too.
  prepareRuntime(base, tries[0]?.device ?? 'wasm', threads);
  try {
    for (const [index, attempt] of tries.entries()) {
      signal.throwIfAborted();
      const last = index === tries.length - 1;
      const opened = await tryDevice(attempt, last, { loading, source, canaries, folder, refused });
      if (!opened) continue;
      const { session, gpu, check } = opened;
      const { device, adapter } = attempt;
      session.tokens.assertLetters(LETTERS);
      const description: LoadedModel = {
        model,
        manifestHash: manifest.hash,
        dtype: needed.dtype,
        device,
        adapter,
        threads: device === 'wasm' ? threads : 1,
        runner: session.runner,
        refused,
        selfCheck: check,
        chat: chatOf(session.model, model),
        crossOriginIsolated: self.crossOriginIsolated
      };
      return { session, gpu, description };
    }
  } finally {
    // The sessions hold their own copies now.
    files.clear();
  }
  throw new AppError('unexpected', { message: 'no device to try' });
}

interface Attempt {
  loading: Loading;
  source: ModelSource;
  canaries: Canaries | null;
  folder: string;
  refused: Refusal[];
}

/** The checked session; null, and a refusal noted, where the device does not pass. */
async function tryDevice(
  attempt: DeviceTry,
  last: boolean,
  { loading, source, canaries, folder, refused }: Attempt
): Promise<{ session: ModelSession; gpu: GPUDevice | null; check: SelfCheck } | null> {
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
    const model = await Model.open(source, device, gpu, ledger, work);
    session = new ModelSession(model, device, work, pictures);
    progress('session', 1);
    signal.throwIfAborted();
    progress('self-check', 0);
    // Only where no other device is left is a slower way of running worth a try.
    const check = await checkRunners(session, last, canaries, folder, signal);
    progress('self-check', 1);
    if (check.maxError <= check.tolerance) return { session, gpu, check };
    const { tolerance } = check;
    // The message travels as JSON, which knows no infinity.
    const maxError = Number.isFinite(check.maxError) ? Number(check.maxError.toPrecision(3)) : '∞';
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

async function checkRunners(
  session: ModelSession,
  last: boolean,
  canaries: Canaries | null,
  folder: string,
  signal: AbortSignal
): Promise<SelfCheck> {
  if (!canaries) return { maxError: 0, tolerance: 0, canaries: 0 };
  let check: SelfCheck | null = null;
  for (const runner of last ? session.runners : session.runners.slice(0, 1)) {
    session.runner = runner;
    check = await selfCheck(session, canaries, folder, signal);
    if (check.maxError <= check.tolerance) break;
  }
  return check as SelfCheck;
}

function chatOf({ tokenizer }: Model, model: string) {
  return chatFormatOf(
    (turns, open) =>
      tokenizer.apply_chat_template(turns, {
        tokenize: false,
        add_generation_prompt: open
      }) as string,
    model
  );
}
