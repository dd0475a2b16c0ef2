import { AppError } from '../core/errors.ts';
import type { PictureView } from '../core/prompts/pictureView.ts';
import type { PictureRecipe } from './adapters/adapter.ts';
import type { Device, LoadedModel } from './engineApi.ts';
import { attemptsOf, firstToPass } from './attempts.ts';
import { noWork } from './counters.ts';
import { devicesToTry, WASM, type Refusal } from './device.ts';
import { decoderGraphs, type DecoderGraph } from './files/decoderGraphs.ts';
import { fetchFiles, type FileBytes } from './files/fetchFiles.ts';
import { fetchManifest } from './files/manifest.ts';
import { holdFiles } from './files/heldFiles.ts';
import type { NeededFiles } from './files/neededFiles.ts';
import { fileOpener } from './files/openFile.ts';
import { storedModel } from './files/stored/storedModel.ts';
import type { Loading } from './loading.ts';
import { Model, type ModelSource } from './model.ts';
import { chatOf, ownTemplate } from './modelChat.ts';
import { openChecked } from './openChecked.ts';
import { prepareRuntime } from './runtime.ts';
import { canariesOf, hasCanaries, type Canaries } from './selfCheck.ts';
import { ModelSession } from './session.ts';
import { bestThreads } from './threads/bestThreads.ts';
import { canariesFromWasm } from './wasmCanaries.ts';

export interface Loaded {
  session: ModelSession;
  gpu: GPUDevice | null;
  description: LoadedModel;
}

/** Up to eleven options and two "don't know" lines. */
const LETTERS = [...'ABCDEFGHIJKLM'];

/**
 * Fetches, verifies, opens and checks a model, in the first precision and on the first device that
 * pass together.
 * @throws AppError as `fetchManifest`, `fetchFiles`, `neededFiles`; `self-check-failed`,
 *   `letter-tokens`, `chat-template`, `chat-picture`, `cancelled`, `out-of-memory`
 */
export async function loadModel(loading: Loading): Promise<Loaded> {
  const { base, model, signal, onProgress } = loading;
  const folder = new URL(`models/${model}/`, base).href;
  // What was kept on this device comes first: it is what the reader chose, and needs no network.
  const stored = await storedModel(model);
  const manifest = stored?.manifest ?? (await fetchManifest(folder, signal));
  const { devices, refused } = loading.refused?.length
    ? { devices: WASM, refused: loading.refused }
    : await devicesToTry(loading.device, !hasCanaries(model, manifest));
  const files: FileBytes = new Map();
  const openFile = fileOpener(folder, stored, signal);
  const reference = referenceOnce(loading);
  let best: BestThreads = { threads: 1, trials: [] };
  try {
    const { attempt, opened } = await firstToPass(
      attemptsOf(devices, manifest, model, stored?.variant),
      refused,
      {
        prepare: async ({ on, needed }) => {
          signal.throwIfAborted();
          await holdFiles(files, needed.files, (missing) =>
            fetchFiles(folder, manifest, missing, onProgress, signal, stored?.read)
          );
          best = await threadsFor(loading);
          beginRuntime(on.device, refused, base, best.threads);
        },
        open: async ({ on, needed }, last) =>
          openChecked(on, last, {
            loading,
            source: { model, files, needed, view: loading.view ?? 'one' },
            ownCanaries: await canariesOf(model, files),
            reference,
            openFile
          })
      }
    );
    const { session, reason, gpu, check } = opened;
    session.tokens.assertLetters(LETTERS);
    const chat = chatOf(session.model, model, ownTemplate(files));
    session.endsTurnsWith(chat.user.close);
    const { device, adapter } = attempt.on;
    const description: LoadedModel = {
      model,
      manifestHash: manifest.hash,
      dtype: attempt.needed.dtype,
      device,
      adapter,
      threads: device === 'wasm' ? best.threads : 1,
      threadTrials: device === 'wasm' ? best.trials : [],
      runner: session.runner,
      ...(reason && session.runner !== 'packed' ? { runnerReason: reason } : {}),
      refused,
      selfCheck: check,
      chat,
      marks: session.model.tokenizer.all_special_tokens,
      ...seeing(session.model.pictures?.recipe, loading.view),
      crossOriginIsolated: self.crossOriginIsolated
    };
    return { session, gpu, description };
  } finally {
    // The sessions hold their own copies now.
    files.clear();
  }
}

/** What is told of how a model looks at pictures. */
function seeing(
  recipe: PictureRecipe | undefined,
  wanted: PictureView = 'one'
): Pick<LoadedModel, 'wordsOnly' | 'view' | 'views'> {
  if (!recipe) return { wordsOnly: true };
  const { views } = recipe;
  return views.length === 0 ? {} : { view: views.includes(wanted) ? wanted : 'one', views };
}

/** WASM's answers from the same files, so that only the device is judged; asked once a precision. */
function referenceOnce(loading: Loading): (source: ModelSource) => Promise<Canaries> {
  const known = new Map<NeededFiles, Canaries>();
  return async (source) => {
    const canaries = known.get(source.needed) ?? (await fromWasm(loading, source));
    known.set(source.needed, canaries);
    return canaries;
  };
}

function fromWasm({ ledger, pictures }: Loading, source: ModelSource): Promise<Canaries> {
  return canariesFromWasm(async () => {
    const work = noWork();
    const { standard, packed } = decoderGraphs(source.files, source.needed, false);
    const graph = (standard ?? packed) as DecoderGraph;
    const model = await Model.open(source, graph, 'wasm', null, ledger, work);
    return new ModelSession(model, 'wasm', work, pictures);
  });
}

type BestThreads = Awaited<ReturnType<typeof bestThreads>>;
let found: Promise<BestThreads> | null = null;

/** The threads asked for, or the best here: tried once a worker. */
function threadsFor({ threads }: Loading): Promise<BestThreads> {
  if (threads !== undefined) return Promise.resolve({ threads, trials: [] });
  return (found ??= bestThreads());
}

function beginRuntime(device: Device, refused: readonly Refusal[], base: string, threads: number) {
  try {
    prepareRuntime(base, device, threads);
  } catch {
    // Errors travel as texts; what was learnt in this worker goes along.
    throw new AppError('fresh-worker', { refused: JSON.stringify(refused) });
  }
}
