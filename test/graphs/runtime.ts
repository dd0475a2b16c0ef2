import { pathToFileURL } from 'node:url';
import { fromHalves, toHalves } from '../../src/core/onnx/float16.ts';
import type { OrtSession, OrtTensor } from '../../src/engine/tensor.ts';

/** The page's own runtime, in Node: one thread of WASM. */
interface Runtime {
  env: { logLevel: string; wasm: { numThreads: number } };
  InferenceSession: { create(file: Uint8Array): Promise<Session> };
  Tensor: new (type: string, data: unknown, dims: readonly number[]) => OrtTensor;
}

export interface Session extends OrtSession {
  readonly outputMetadata: OrtSession['inputMetadata'];
  release(): Promise<void>;
}

const FILE = 'node_modules/onnxruntime-web/dist/ort.node.min.mjs';
const runtime = (await import(/* @vite-ignore */ pathToFileURL(FILE).href)) as Runtime;
runtime.env.wasm.numThreads = 1;
runtime.env.logLevel = 'error';

/** @param file a whole graph, weights inside */
export const open = (file: Uint8Array): Promise<Session> =>
  // A buffer of its own is what the runtime takes.
  runtime.InferenceSession.create(file.slice());

/** Numbers as an input of a session wants them: in 32 bits, in halves, or whole. */
export function tensor(
  type: string | undefined,
  values: readonly number[] | Float32Array,
  dims: readonly number[]
): OrtTensor {
  const floats = Float32Array.from(values);
  if (type === 'float16') return new runtime.Tensor(type, toHalves(floats), dims);
  if (type !== 'int64') return new runtime.Tensor('float32', floats, dims);
  return new runtime.Tensor(type, BigInt64Array.from(values, BigInt), dims);
}

export const numbersIn = ({ data, type }: OrtTensor): Float32Array =>
  type === 'float16' ? fromHalves(data as Uint16Array) : Float32Array.from(data as Float32Array);
