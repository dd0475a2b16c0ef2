import { env, LogLevel } from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import { trustOwnScripts } from '../workers/trustedScripts.ts';
import type { Device } from './engineApi.ts';
import type { FileBytes } from './files/fetchFiles.ts';

/** transformers.js asks for files below this path; nothing there ever reaches the network. */
const IN_MEMORY = '/verified/';

/** The runtime's binary per device: the one that can talk to a GPU is slower on the processor. */
const BUILDS: Record<Device, string> = { wasm: '', webgpu: '.asyncify' };

/** What this worker's runtime was started with; it can be neither exchanged nor given threads later. */
let begun: string | null = null;

/**
 * Points transformers.js and onnxruntime at our own origin and at nothing else.
 * @param base address of the app's folder
 * @throws AppError `fresh-worker` where this worker has begun with another binary; the page's side
 *   answers with a new worker (client.ts)
 */
export function prepareRuntime(base: string, device: Device, threads: number): void {
  const build = BUILDS[device];
  if (begun !== null && begun !== build) throw new AppError('fresh-worker');
  begun = build;
  // For its threads, which it starts by itself.
  trustOwnScripts(base);
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = IN_MEMORY;
  env.useBrowserCache = false;
  // It would run the runtime from a blob: script, which the page's policy forbids.
  env.useWasmCache = false;
  env.logLevel = LogLevel.ERROR;
  const { wasm } = env.backends.onnx;
  if (!wasm) throw new Error('onnxruntime-web is not part of this build');
  const file = new URL(`ort/ort-wasm-simd-threaded${build}`, base).href;
  wasm.wasmPaths = { mjs: `${file}.mjs`, wasm: `${file}.wasm` };
  wasm.numThreads = threads;
}

/**
 * Answers transformers.js's requests from verified bytes in memory.
 * @param substitutes file asked for -> file whose bytes are given
 */
export function serveFromMemory(
  model: string,
  files: FileBytes,
  substitutes: ReadonlyMap<string, string>
): void {
  const folder = `${IN_MEMORY}${model}/`;
  env.fetch = (input) => {
    const asked = String(input);
    const name = asked.startsWith(folder) ? asked.slice(folder.length) : null;
    const bytes = name === null ? undefined : files.get(substitutes.get(name) ?? name);
    // Not a Response: that would copy 200 MB twice.
    return Promise.resolve(
      bytes
        ? { ok: true, status: 200, headers: new Headers(), arrayBuffer: async () => bytes.buffer }
        : { ok: false, status: 404, headers: new Headers() }
    );
  };
}
