import { Tensor } from '@huggingface/transformers';
import { fromHalves, toHalves } from '../core/onnx/float16.ts';

/** The part of onnxruntime's tensors that the engine uses. */
export interface OrtTensor {
  readonly dims: readonly number[];
  readonly type: string;
  readonly data: Float32Array | BigInt64Array | Uint16Array;
  dispose(): void;
}

/** What a session says of an input: named dimensions are texts. */
interface ValueMetadata {
  readonly name: string;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

/** The part of onnxruntime's sessions that the engine uses. */
export interface OrtSession {
  readonly inputMetadata: readonly ValueMetadata[];
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(
    feeds: Record<string, OrtTensor>,
    fetches?: readonly string[]
  ): Promise<Record<string, OrtTensor>>;
}

export function floats(data: Float32Array, dims: readonly number[]): OrtTensor {
  return new Tensor('float32', data, [...dims]).ort_tensor as unknown as OrtTensor;
}

/** Numbers for an input of a session, in half precision where it wants them so. */
export function numbersFor(
  session: OrtSession,
  name: string,
  data: Float32Array,
  dims: readonly number[]
): OrtTensor {
  const input = session.inputMetadata.find((candidate) => candidate.name === name);
  if (input?.type !== 'float16') return floats(data, dims);
  return new Tensor('float16', toHalves(data), [...dims]).ort_tensor as unknown as OrtTensor;
}

/** A tensor's numbers, whatever their precision; a copy. */
export function numbersOf({ type, data }: OrtTensor): Float32Array {
  // Where the browser knows half precision, the runtime gives it as numbers already.
  if (type === 'float16' && data instanceof Uint16Array) return fromHalves(data);
  return Float32Array.from(data as Float32Array);
}

/** The first of a session's outputs, whatever its name. */
export function firstOf<T>(outputs: Readonly<Record<string, T>>): T {
  return Object.values(outputs)[0] as T;
}

export function truths(data: Uint8Array, dims: readonly number[]): OrtTensor {
  return new Tensor('bool', data, [...dims]).ort_tensor as unknown as OrtTensor;
}

export function integers(values: readonly number[], dims: readonly number[]): OrtTensor {
  return wholes(BigInt64Array.from(values, BigInt), dims);
}

export function wholes(data: BigInt64Array, dims: readonly number[]): OrtTensor {
  return new Tensor('int64', data, [...dims]).ort_tensor as unknown as OrtTensor;
}

/**
 * Keeps count of the tensors that outlive a call, so that a test can see that none is forgotten:
 * on a GPU a forgotten tensor is memory that never comes back.
 */
export class TensorLedger {
  #live = new Set<OrtTensor>();

  get size(): number {
    return this.#live.size;
  }

  hold(tensor: OrtTensor): OrtTensor {
    this.#live.add(tensor);
    return tensor;
  }

  release(tensor: OrtTensor): void {
    this.#live.delete(tensor);
    tensor.dispose();
  }
}
