import { AppError } from '../core/errors.ts';
import type { Device, LoadedModel } from './api.ts';
import { noWork } from './counters.ts';
import { computesInHalves, devicesToTry, WASM, type Refusal } from './device.ts';
import { decoderGraphs, type DecoderGraph } from './files/decoderGraphs.ts';
import { fetchFiles } from './files/fetchFiles.ts';
import { fetchManifest } from './files/manifest.ts';
import { neededFiles } from './files/neededFiles.ts';
import { fileOpener } from './files/openFile.ts';
import { storedModel } from './files/stored/storedModel.ts';
import type { Loading } from './loading.ts';
import { Model, type ModelSource } from './model.ts';
import { chatOf, ownTemplate } from './modelChat.ts';
import { prepareRuntime } from './runtime.ts';
import { canariesOf, type Canaries } from './selfCheck.ts';
import { ModelSession } from './session.ts';
import { bestThreads } from './threads/bestThreads.ts';
import { tryDevice } from './tryDevice.ts';
import { canariesFromWasm } from './wasmCanaries.ts';

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
  // What was kept on this device comes first: it is what the reader chose, and needs no network.
  const stored = await storedModel(model);
  const manifest = stored?.manifest ?? (await fetchManifest(folder, signal));
  const needed = neededFiles(manifest, model, await computesInHalves(loading.device));
  const { onProgress } = loading;
  const files = await fetchFiles(folder, manifest, needed.files, onProgress, signal, stored?.read);
  const source: ModelSource = { model, files, needed };
  const template = ownTemplate(files);
  const canaries = await canariesOf(model, files);
  const { tries, refused } = loading.refused?.length
    ? { tries: WASM, refused: loading.refused }
    : await devicesToTry(loading.device, canaries === null);
  const { threads, trials } = await threadsFor(loading);
  let known = canaries;
  try {
    for (const [index, attempt] of tries.entries()) {
      signal.throwIfAborted();
      beginRuntime(attempt.device, refused, base, threads);
      const last = index === tries.length - 1;
      const open = fileOpener(folder, stored, signal);
      const graphs = decoderGraphs(files, needed, attempt.spell);
      if (!canaries) {
        known = attempt.device === 'wasm' ? null : (known ?? (await fromWasm(loading, source)));
      }
      const job = {
        loading,
        source,
        graphs,
        canaries: known,
        ownCanaries: canaries !== null,
        open,
        refused
      };
      const opened = await tryDevice(attempt, last, job);
      if (!opened) continue;
      const { session, reason, gpu, check } = opened;
      const { device, adapter } = attempt;
      session.tokens.assertLetters(LETTERS);
      const chat = chatOf(session.model, model, template);
      const description: LoadedModel = {
        model,
        manifestHash: manifest.hash,
        dtype: needed.dtype,
        device,
        adapter,
        threads: device === 'wasm' ? threads : 1,
        threadTrials: device === 'wasm' ? trials : [],
        runner: session.runner,
        ...(reason && session.runner !== 'packed' ? { runnerReason: reason } : {}),
        refused,
        selfCheck: check,
        chat,
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

/** What the GPU is held against where a model brings no canaries. */
function fromWasm({ ledger, pictures }: Loading, source: ModelSource): Promise<Canaries> {
  return canariesFromWasm(async () => {
    const work = noWork();
    const { standard, packed } = decoderGraphs(source.files, source.needed, false);
    const graph = (standard ?? packed) as DecoderGraph;
    const model = await Model.open(source, graph, 'wasm', null, ledger, work);
    return new ModelSession(model, 'wasm', work, pictures);
  });
}

let best: ReturnType<typeof bestThreads> | null = null;

/** The threads asked for, or the best here: tried once a worker. */
function threadsFor({ threads }: Loading): ReturnType<typeof bestThreads> {
  if (threads !== undefined) return Promise.resolve({ threads, trials: [] });
  return (best ??= bestThreads());
}

function beginRuntime(device: Device, refused: readonly Refusal[], base: string, threads: number) {
  try {
    prepareRuntime(base, device, threads);
  } catch {
    // Errors travel as texts; what was learnt in this worker goes along.
    throw new AppError('fresh-worker', { refused: JSON.stringify(refused) });
  }
}
