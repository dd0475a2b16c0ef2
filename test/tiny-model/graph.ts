import {
  AttributeType,
  DataType,
  EXTERNAL,
  type AttributeProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto
} from '../../src/core/onnx/types.ts';

/** A number attribute is a float, a bigint or a list of bigints is whole. */
type AttributeValue = number | bigint | readonly bigint[];

const emptyTensor = {
  floatData: [],
  int32Data: [],
  stringData: [],
  int64Data: [],
  externalData: []
} satisfies Partial<TensorProto>;

const MICROSOFT = 'com.microsoft';
/** Operators that live in the runtime's own domain; `SimplifiedLayerNormalization` does not. */
const CONTRIBUTED = new Set([
  'GroupQueryAttention',
  'MatMulNBits',
  'MultiHeadAttention',
  'RotaryEmbedding',
  'SkipSimplifiedLayerNormalization'
]);

/** One operator. `''` stands for an optional input or output that is left out. */
export function node(
  opType: string,
  input: string[],
  output: string[],
  attributes: Record<string, AttributeValue> = {}
): NodeProto {
  return {
    input,
    output,
    opType,
    attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    ...(CONTRIBUTED.has(opType) ? { domain: MICROSOFT } : {})
  };
}

function attribute(name: string, value: AttributeValue): AttributeProto {
  const empty = { name, floats: [], ints: [], strings: [], tensors: [], graphs: [] };
  if (typeof value === 'number') return { ...empty, f: value, type: AttributeType.float };
  if (typeof value === 'bigint') return { ...empty, i: value, type: AttributeType.int };
  return { ...empty, ints: [...value], type: AttributeType.ints };
}

/** Weights of float32 or uint8, kept in the graph's own file. */
export function weights(
  name: string,
  dims: number[],
  values: Float32Array | Uint8Array
): TensorProto {
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (size !== values.length) throw new Error(`${name}: ${values.length} values for ${dims}`);
  return {
    ...emptyTensor,
    dims,
    dataType: values instanceof Float32Array ? DataType.float : DataType.uint8,
    name,
    rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  };
}

/** A list of whole numbers such as a shape or axes. */
export function integers(name: string, values: readonly bigint[]): TensorProto {
  const rawData = new Uint8Array(BigInt64Array.from(values).buffer);
  return { ...emptyTensor, dims: [values.length], dataType: DataType.int64, name, rawData };
}

/** An input or output; texts are named dimensions. */
export function value(
  name: string,
  elemType: number,
  dims: readonly (number | string)[]
): ValueInfoProto {
  const dim = dims.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size }
  );
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** A whole model in the versions that the bundled model has too. */
export function modelOf(
  name: string,
  node: NodeProto[],
  initializer: TensorProto[],
  input: ValueInfoProto[],
  output: ValueInfoProto[]
): ModelProto {
  return {
    irVersion: 8,
    producerName: 'valueshift tiny-llava',
    graph: { node, name, initializer, input, output, valueInfo: [] },
    opsetImport: [
      { domain: '', version: 17 },
      { domain: MICROSOFT, version: 1 }
    ]
  };
}

/**
 * Moves the weights of a graph into `parts` files of about equal size beside it.
 * @returns the initializers that point there, and the files' bytes by name
 */
export function moveOut(
  initializer: readonly TensorProto[],
  fileNames: readonly string[]
): { initializer: TensorProto[]; files: Map<string, Uint8Array> } {
  const total = initializer.reduce((sum, { rawData }) => sum + (rawData?.length ?? 0), 0);
  const parts: Uint8Array[][] = fileNames.map(() => []);
  const sizes = fileNames.map(() => 0);
  let part = 0;
  const moved = initializer.map((tensor) => {
    const bytes = tensor.rawData ?? new Uint8Array();
    if (sizes[part]! >= total / fileNames.length && part < fileNames.length - 1) part++;
    const offset = sizes[part]!;
    parts[part]!.push(bytes);
    sizes[part] = offset + bytes.length;
    const externalData = Object.entries({
      location: fileNames[part]!,
      offset: String(offset),
      length: String(bytes.length)
    }).map(([key, value]) => ({ key, value }));
    return { ...tensor, rawData: undefined, externalData, dataLocation: EXTERNAL };
  });
  const files = new Map(fileNames.map((name, index) => [name, joined(parts[index]!)]));
  return { initializer: moved, files };
}

function joined(runs: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(runs.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const run of runs) {
    all.set(run, at);
    at += run.length;
  }
  return all;
}
