import { PreTrainedModel } from '@huggingface/transformers';
import type { PictureView } from '../core/prompts/pictureView.ts';
import type { Device, LoadProgress } from './engineApi.ts';
import type { DecoderGraph } from './files/decoderGraphs.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import type { GraphPart } from './files/layouts.ts';
import { dataFilesOf, graphOf, type NeededFiles } from './files/neededFiles.ts';
import { serveFromMemory } from './runtime.ts';
import type { OrtSession } from './tensor.ts';

export interface ModelSource {
  model: string;
  files: FileBytes;
  needed: NeededFiles;
  view: PictureView;
  onProgress: (progress: LoadProgress) => void;
}

/** Tells that a part is about to be opened, or run, which may take long. */
export function tellOf(
  { needed, onProgress }: ModelSource,
  phase: 'session' | 'self-check',
  part: GraphPart
): void {
  const totalBytes = needed.bytes[part] ?? 0;
  onProgress({ phase, file: graphOf(needed, part), loadedBytes: 0, totalBytes });
}

/** Where graphs are opened. */
export interface OnDevice {
  device: Device;
  /** Our own device, so that its features are ours to choose (device.ts); null on WASM. */
  gpu: GPUDevice | null;
}

/** What stands in a session's place where it did not open (failedSessions.ts). */
export interface FailedSession {
  failedWith: unknown;
}

/** One of a model's graphs, open. */
export interface OpenGraph {
  session: OrtSession;
  close(): Promise<void>;
}

/**
 * Opens one graph of a model from verified bytes; those may be released afterwards. Each by itself,
 * so that a decoder can be exchanged while all else stays open.
 * @param graph what is handed over in the graph's place
 * @throws what the runtime throws
 */
export async function openGraph(
  source: ModelSource,
  part: GraphPart,
  { device, gpu }: OnDevice,
  graph: DecoderGraph = { substitutes: new Map(), dataFiles: dataFilesOf(source.needed), keeps: [] }
): Promise<OpenGraph> {
  const { model, files, needed } = source;
  tellOf(source, 'session', part);
  serveFromMemory(model, files, graph.substitutes);
  const kept = Object.fromEntries(graph.keeps.map((name) => [name, 'gpu-buffer' as const]));
  // The library's plainest class: one session, whatever the graph is.
  const opened = await PreTrainedModel.from_pretrained(model, {
    model_file_name: part,
    dtype: needed.dtypes,
    use_external_data_format: graph.dataFiles,
    device,
    session_options: gpu
      ? { executionProviders: [{ name: 'webgpu', device: gpu }], preferredOutputLocation: kept }
      : {}
  });
  const { model: session } = opened.sessions as unknown as { model: OrtSession | FailedSession };
  if ('failedWith' in session) throw session.failedWith;
  return { session, close: async () => void (await opened.dispose()) };
}
