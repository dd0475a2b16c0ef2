import type { DeviceFacts } from '../deviceFacts.ts';
import type { Device } from '../engineApi.ts';
import type { NeededFiles, GraphPart } from './neededFiles.ts';
import { HALVES, type Dtype } from './variants.ts';

/** Memory that a model takes, in bytes, and from what it is reckoned. */
export interface Need {
  /** Its files, all in memory until the last graph is opened. */
  files: number;
  /** Weights as the device holds them. */
  session: number;
  /** Beside them, while a graph is opened or questions are asked: whichever is more. */
  working: number;
  total: number;
}

/** `untold`: the browser does not say how much memory there is. */
export type Fitness = 'fits' | 'tight' | 'too-large' | 'untold';

/** What a device will do with a model in one variant. */
export interface Outlook {
  device: Device;
  need: Need;
  verdict: Fitness;
  /** What it is too large for. */
  limit: 'file' | 'wasm' | 'memory' | null;
  /** Why not the graphics card that there is. */
  gpuRefusal: 'halves' | 'buffer' | null;
}

const GIB = 2 ** 30;
/** Memory of 32-bit WebAssembly, and what one graph's file may hold (its format counts in 31 bits). */
const WASM_BYTES = 4 * GIB;
const GRAPH_BYTES = 2 * GIB;

/**
 * What the engine takes beside the weights, measured with the bundled model (203 MB of weights: 527 MB
 * of WebAssembly memory after packs of 512 tokens, docs/engine.md): kept prefixes, a pack's own tensors,
 * the runtime.
 */
const WORKING_BYTES = 320e6;

/** A part of the device's memory beyond which other programs have to make room. */
const COMFORTABLE = 0.6;

/**
 * Memory need and fitness, from sizes alone.
 * @param files all that are fetched
 */
export function outlookOf(
  needed: NeededFiles,
  files: readonly { path: string; bytes: number }[],
  facts: DeviceFacts
): Outlook {
  const decoder = needed.dtypes[needed.layout === 'text' ? 'model' : 'decoder_model_merged'];
  const gpuRefusal = facts.gpu && refusalBy(facts.gpu, needed, decoder as Dtype);
  const device = facts.gpu && !gpuRefusal ? 'webgpu' : 'wasm';
  const parts = Object.entries(needed.bytes) as [GraphPart, number][];
  const inHalves = device === 'webgpu' && (facts.gpu?.halves ?? false);
  const session = parts.reduce(
    (sum, [part, bytes]) => sum + bytes * (widens(part, needed.dtypes[part], inHalves) ? 2 : 1),
    0
  );
  const largest = Math.max(...parts.map(([, bytes]) => bytes));
  const working = Math.max(largest, WORKING_BYTES);
  const fetched = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const need = { files: fetched, session, working, total: fetched + session + working };
  const graphs = files.filter(({ path }) => path.endsWith('.onnx')).map(({ bytes }) => bytes);
  const limit = Math.max(...graphs) > GRAPH_BYTES ? 'file' : limitOf(need, device, facts);
  return { device, need, gpuRefusal, limit, verdict: limit ? 'too-large' : ease(need, facts) };
}

function refusalBy(
  { halves, bufferBytes }: NonNullable<DeviceFacts['gpu']>,
  { bytes }: NeededFiles,
  decoder: Dtype
): Outlook['gpuRefusal'] {
  if (HALVES.includes(decoder) && !halves) return 'halves';
  // The table of vectors is the one tensor whose size is known: it is a file of its own.
  return (bytes.embed_tokens ?? 0) > bufferBytes ? 'buffer' : null;
}

/** Weights in 16 bits are unfolded to 32 where nothing computes in halves; a table is only looked up in. */
function widens(part: GraphPart, dtype: Dtype | undefined, inHalves: boolean): boolean {
  return dtype === 'fp16' && part !== 'embed_tokens' && !inHalves;
}

function limitOf(
  { session, working, total }: Need,
  device: Device,
  { memoryGiB, memoryCapped }: DeviceFacts
): Outlook['limit'] {
  if (device === 'wasm' && session + working > WASM_BYTES) return 'wasm';
  return memoryGiB !== null && !memoryCapped && total > memoryGiB * GIB ? 'memory' : null;
}

function ease({ total }: Need, { memoryGiB }: DeviceFacts): Fitness {
  if (memoryGiB === null) return 'untold';
  return total <= memoryGiB * GIB * COMFORTABLE ? 'fits' : 'tight';
}
