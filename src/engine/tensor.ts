import { Tensor } from '@huggingface/transformers';

/** The part of onnxruntime's tensors that the engine uses. */
export interface OrtTensor {
  readonly dims: readonly number[];
  readonly type: string;
  readonly data: Float32Array | BigInt64Array;
  dispose(): void;
}

/** The part of onnxruntime's sessions that the engine uses. */
export interface OrtSession {
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

export function integers(values: readonly number[], dims: readonly number[]): OrtTensor {
  const data = BigInt64Array.from(values, BigInt);
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
