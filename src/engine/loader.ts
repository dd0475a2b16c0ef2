import type { Message } from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import type { PictureId } from '../core/types.ts';
import { chatFormatOf } from './chatFormat.ts';
import type { Device, LoadedModel, LoadProgress, Reason } from './api.ts';
import { noWork } from './counters.ts';
import { computesInHalves, devicesToTry, WASM, type DeviceTry, type Refusal } from './device.ts';
import { toFault } from './faults.ts';
import { decoderGraphs, type DecoderGraph, type DecoderGraphs } from './files/decoderGraphs.ts';
import { fetchFiles, type FileBytes } from './files/fetchFiles.ts';
import { fetchManifest } from './files/manifest.ts';
import { neededFiles } from './files/neededFiles.ts';
import { fileOpener, type OpenFile } from './files/openFile.ts';
import { storedModel } from './files/stored/storedModel.ts';
import { Model, type ModelSource } from './model.ts';
import { openProven, type Proven } from './openProven.ts';
import { figuresOf } from './proof.ts';
import { prepareRuntime } from './runtime.ts';
import { canariesOf, selfCheck, type Canaries, type SelfCheck } from './selfCheck.ts';
import { ModelSession } from './session.ts';
import type { TensorLedger } from './tensor.ts';
import { bestThreads } from './threads/bestThreads.ts';
import { canariesFromWasm } from './wasmCanaries.ts';
import type { WorkerLoadOptions } from './workerEngine.ts';

export interface Loading extends WorkerLoadOptions {
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
      session.endsTurnsWith(chat.user.close);
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

interface Attempt {
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
async function tryDevice(
  attempt: DeviceTry,
  last: boolean,
  { loading, source, graphs, canaries, ownCanaries, open: openFile, refused }: Attempt
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

/** A chat template that lies in a file of its own; null where the tokenizer brings it. */
function ownTemplate(files: FileBytes): string | null {
  const textOf = (name: string) => {
    const bytes = files.get(name);
    return bytes && new TextDecoder().decode(bytes);
  };
  const json = textOf('chat_template.json');
  const found = json && (JSON.parse(json) as { chat_template?: string }).chat_template;
  return found ?? textOf('chat_template.jinja') ?? null;
}

function chatOf({ tokenizer }: Model, model: string, template: string | null) {
  return chatFormatOf(
    (turns, open) =>
      tokenizer.apply_chat_template(turns as Message[], {
        tokenize: false,
        add_generation_prompt: open,
        chat_template: template
      }) as string,
    model
  );
}
