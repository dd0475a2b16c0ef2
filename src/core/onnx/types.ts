/**
 * The ONNX messages that the project reads and writes, by the names of the ONNX specification
 * (github.com/onnx/onnx, onnx.proto) in camel case. Repeated fields are always arrays; a missing
 * optional field is undefined, so that what is read is written back the same.
 */

/** A field that the schema does not name, kept as it stood: its number and its bytes with the tag. */
export interface UnknownField {
  tag: number;
  bytes: Uint8Array;
}
export interface Message {
  unknown?: UnknownField[];
}

export interface ModelProto extends Message {
  irVersion?: number;
  producerName?: string;
  producerVersion?: string;
  domain?: string;
  modelVersion?: bigint;
  docString?: string;
  graph?: GraphProto;
  opsetImport: OperatorSetIdProto[];
}

export interface OperatorSetIdProto extends Message {
  domain?: string;
  version?: number;
}

export interface GraphProto extends Message {
  node: NodeProto[];
  name?: string;
  initializer: TensorProto[];
  docString?: string;
  input: ValueInfoProto[];
  output: ValueInfoProto[];
  valueInfo: ValueInfoProto[];
}

export interface NodeProto extends Message {
  /** An empty name stands for an optional input that is left out. */
  input: string[];
  output: string[];
  name?: string;
  opType?: string;
  attribute: AttributeProto[];
  docString?: string;
  domain?: string;
}

export interface AttributeProto extends Message {
  name?: string;
  f?: number;
  i?: bigint;
  s?: Uint8Array;
  t?: TensorProto;
  g?: GraphProto;
  floats: number[];
  ints: bigint[];
  strings: Uint8Array[];
  tensors: TensorProto[];
  graphs: GraphProto[];
  docString?: string;
  type?: number;
  refAttrName?: string;
}

/** Values of `AttributeProto.type` that the project writes. */
export const AttributeType = { float: 1, int: 2, string: 3, tensor: 4, ints: 7 } as const;

export interface TensorProto extends Message {
  dims: number[];
  dataType?: number;
  floatData: number[];
  int32Data: number[];
  stringData: Uint8Array[];
  int64Data: bigint[];
  name?: string;
  /** Little-endian values; a view into the file that was read, not a copy. */
  rawData?: Uint8Array;
  docString?: string;
  /** `location`, `offset` and `length` where `dataLocation` is 1 (external). */
  externalData: StringStringEntryProto[];
  dataLocation?: number;
}

/** Values of `TensorProto.dataType` and `TensorTypeProto.elemType`. */
export const DataType = {
  float: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  uint4: 21
} as const;
/** Value of `TensorProto.dataLocation` for weights in a file beside the graph. */
export const EXTERNAL = 1;

export interface StringStringEntryProto extends Message {
  key?: string;
  value?: string;
}

export interface ValueInfoProto extends Message {
  name?: string;
  type?: TypeProto;
  docString?: string;
}

/** Types other than tensors stay among the unknown fields. */
export interface TypeProto extends Message {
  tensorType?: TensorTypeProto;
  denotation?: string;
}

export interface TensorTypeProto extends Message {
  elemType?: number;
  shape?: TensorShapeProto;
}

export interface TensorShapeProto extends Message {
  dim: DimensionProto[];
}

export interface DimensionProto extends Message {
  dimValue?: number;
  dimParam?: string;
  denotation?: string;
}
