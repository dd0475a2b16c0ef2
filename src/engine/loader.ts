import { AppError } from '../core/errors.ts';
import type { ChatFormat } from '../core/prompts/types.ts';
import type { PictureView } from '../core/prompts/pictureView.ts';
import { POCKET_MODEL } from '../core/study/pocketModel.ts';
import type { PictureRecipe } from './adapters/adapter.ts';
import type { Device, LoadedModel, LoadProgress } from './engineApi.ts';
import { attemptsOf, firstToPass, type Attempt } from './attempts.ts';
import { runBeginning, type Beginning } from './beginnings.ts';
import { devicesToTry, WASM, type DeviceTry, type Refusal } from './device.ts';
import { fetchFiles, type FileBytes } from './files/fetchFiles.ts';
import { fetchManifest, type Manifest } from './files/manifest.ts';
import { holdFiles } from './files/heldFiles.ts';
import type { NeededFiles } from './files/neededFiles.ts';
import { fileOpener } from './files/openFile.ts';
import { MANIFEST } from './files/stored/record.ts';
import { storedModel } from './files/stored/storedModel.ts';
import { loadFault } from './loadFault.ts';
import type { Loading } from './loading.ts';
import { readTexts, type ModelTexts } from './modelTexts.ts';
import { openChecked, type Checked } from './openChecked.ts';
import type { ModelSource } from './openGraph.ts';
import { prepareRuntime } from './runtime.ts';
import { canariesOf } from './selfCheck.ts';
import type { ModelSession } from './session.ts';
import { bestThreads } from './threads/bestThreads.ts';

export interface Loaded {
  session: ModelSession;
  gpu: GPUDevice | null;
  description: LoadedModel;
  /** Gives all of it back. */
  close(): Promise<void>;
}

/** Up to eleven options and two "don't know" lines. */
const LETTERS = [...'ABCDEFGHIJKLM'];

/**
 * Fetches, verifies, opens and checks a model, in the first precision and on the first device that
 * pass together.
 * @throws AppError as `fetchManifest`, `fetchFiles`, `neededFiles`, `readTexts`, `loadFault`;
 *   `self-check-failed`, `letter-tokens`, `cancelled`, `out-of-memory`
 */
export async function loadModel(loading: Loading): Promise<Loaded> {
  let stage: LoadProgress | null = null;
  const onProgress = (progress: LoadProgress) => loading.onProgress((stage = progress));
  try {
    return await openFirst({ ...loading, onProgress });
  } catch (thrown) {
    throw loadFault(thrown, stage, loading.model);
  }
}

/** The bundled model's is missing where a copy of the app was made small, for a stick: that is said. */
function manifestOf(model: string, folder: string, signal: AbortSignal): Promise<Manifest> {
  return fetchManifest(folder, signal).catch((thrown: unknown) => {
    const left = model === POCKET_MODEL && AppError.from(thrown).code === 'file-missing';
    throw left ? new AppError('no-bundled-model') : thrown;
  });
}

async function openFirst(loading: Loading): Promise<Loaded> {
  const { base, model, signal, onProgress } = loading;
  const folder = new URL(`models/${model}/`, base).href;
  const begin = (phase: LoadProgress['phase'], file: string) =>
    onProgress({ phase, file, loadedBytes: 0, totalBytes: 0 });
  begin('fetch', MANIFEST);
  // What was kept on this device comes first: it is what the reader chose, and needs no network.
  const stored = await storedModel(model);
  const manifest = stored?.manifest ?? (await manifestOf(model, folder, signal));
  begin('device', 'WebGPU');
  const { devices, refused } = loading.refused?.length
    ? { devices: WASM, refused: loading.refused }
    : await devicesToTry(loading.device);
  const files: FileBytes = new Map();
  const openFile = fileOpener(folder, stored, signal);
  const reference = referenceOnce(loading);
  const sourceOf = (needed: NeededFiles): ModelSource => ({
    ...{ model, files, needed, onProgress },
    view: loading.view ?? 'one'
  });
  let best: BestThreads = { threads: 1, trials: [] };
  let texts: ModelTexts | undefined;
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
          // Of all precisions the same.
          texts ??= await readTexts(sourceOf(needed));
        },
        open: async ({ on, needed }, last) =>
          openChecked(on, last, {
            loading,
            source: sourceOf(needed),
            texts: texts as ModelTexts,
            ownCanaries: await canariesOf(model, files, stored && stored.manifest),
            reference,
            openFile
          })
      }
    );
    try {
      const { chat } = texts as ModelTexts;
      const description = describe(loading, manifest.hash, attempt, opened, chat);
      return {
        ...opened,
        description: { ...description, ...threadsOf(attempt.on, best), refused }
      };
    } catch (thrown) {
      await opened.close();
      throw thrown;
    }
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

/** What is said of a model that is open; its tokenizer may still be none that can be used. */
function describe(
  { model, view }: Loading,
  manifestHash: string,
  { on: { device, adapter }, needed }: Attempt,
  { session, reason, check }: Checked,
  chat: ChatFormat
): Omit<LoadedModel, 'threads' | 'threadTrials' | 'refused'> {
  session.tokens.assertLetters(LETTERS);
  session.endsTurnsWith(chat.user.close);
  return {
    model,
    manifestHash,
    dtype: needed.dtype,
    device,
    adapter,
    runner: session.runner,
    ...(reason && session.runner !== 'packed' ? { runnerReason: reason } : {}),
    selfCheck: check,
    chat,
    marks: session.model.tokenizer.all_special_tokens,
    ...seeing(session.model.pictures?.recipe, view),
    crossOriginIsolated: self.crossOriginIsolated
  };
}

const threadsOf = ({ device }: DeviceTry, { threads, trials }: BestThreads) =>
  device === 'wasm' ? { threads, threadTrials: trials } : { threads: 1, threadTrials: [] };

/** What WASM makes of the same files, so that only the device is judged; asked once a precision. */
function referenceOnce({ ledger }: Loading): (source: ModelSource) => Promise<Beginning> {
  const known = new Map<NeededFiles, Beginning>();
  return async (source) => {
    const wasm = { device: 'wasm', gpu: null } as const;
    const beginning = known.get(source.needed) ?? (await runBeginning(source, wasm, ledger));
    known.set(source.needed, beginning);
    return beginning;
  };
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
