import type { DeviceFacts } from '../deviceFacts.ts';
import type { Device } from '../engineApi.ts';
import type { GraphPart } from './layouts.ts';
import type { NeededFiles } from './neededFiles.ts';
import { HALVES, type Dtype } from './variants.ts';

/** Memory that a model takes, in bytes, and from what it is reckoned. */
export interface Need {
  /** Its files, all in memory until the last graph is opened. */
  files: number;
  /** Weights as the device holds them. */
  session: number;
  /** Beside them, while a picture's or a table's graph is opened, or while questions are asked: whichever is more. */
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

/** Their weights are read where they lie; those of other graphs are there twice while one is opened. */
const DECODERS: readonly GraphPart[] = ['decoder_model_merged', 'model'];

/** Kept prefixes, a pack's own tensors, the runtime: measured, docs/models.md. */
const ENGINE_BYTES = 200e6;

/** Bytes of a number in a table of vectors; a 4-bit one has scales beside it. */
const BYTES_PER_NUMBER: Readonly<Record<Dtype, number>> = {
  q4f16: 2,
  fp16: 2,
  q4: 0.57,
  q8: 1,
  int8: 1,
  uint8: 1,
  fp32: 4,
  bnb4: 4
};
/** Of a graph that holds its table of vectors, what the table is in 32 bits. */
const TABLE_SHARE = 0.7;

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
  const beside = parts.filter(([part]) => !DECODERS.includes(part)).map(([, bytes]) => bytes);
  const working = Math.max(...beside, ENGINE_BYTES + headBytes(needed));
  const fetched = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const need = { files: fetched, session, working, total: fetched + session + working };
  const graphs = files.filter(({ path }) => path.endsWith('.onnx')).map(({ bytes }) => bytes);
  const limit = Math.max(...graphs) > GRAPH_BYTES ? 'file' : limitOf(need, device, facts);
  return { device, need, gpuRefusal, limit, verdict: limit ? 'too-large' : ease(need, facts) };
}

/**
 * The decoder's last product, over the whole vocabulary, with its weights unfolded to 32 bits: as large
 * as the table of vectors is in 32 bits.
 */
function headBytes({ layout, bytes, dtypes }: NeededFiles): number {
  if (layout === 'text') return (bytes.model ?? 0) * TABLE_SHARE;
  return ((bytes.embed_tokens ?? 0) / BYTES_PER_NUMBER[dtypes.embed_tokens as Dtype]) * 4;
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
