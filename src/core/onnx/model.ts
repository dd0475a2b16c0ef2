import { AppError } from '../errors.ts';
import type {
  AttributeProto,
  DimensionProto,
  GraphProto,
  ModelProto,
  NodeProto,
  OperatorSetIdProto,
  StringStringEntryProto,
  TensorProto,
  TensorShapeProto,
  TensorTypeProto,
  TypeProto,
  ValueInfoProto
} from './types.ts';
import type { Schema } from './wire.ts';
import {
  bytes,
  child,
  children,
  decode,
  encode,
  float,
  int,
  int64,
  optional,
  packed,
  repeated,
  string
} from './wire.ts';

// Field numbers as in onnx.proto of ONNX 1.19.

const entry: Schema<StringStringEntryProto> = {
  key: optional(1, string),
  value: optional(2, string)
};

const tensor: Schema<TensorProto> = {
  dims: repeated(1, int),
  dataType: optional(2, int),
  floatData: packed(4, float),
  int32Data: packed(5, int),
  stringData: repeated(6, bytes),
  int64Data: packed(7, int64),
  name: optional(8, string),
  rawData: optional(9, bytes),
  docString: optional(12, string),
  externalData: children(13, () => entry),
  dataLocation: optional(14, int)
};

const dimension: Schema<DimensionProto> = {
  dimValue: optional(1, int),
  dimParam: optional(2, string),
  denotation: optional(3, string)
};

const shape: Schema<TensorShapeProto> = {
  dim: children(1, () => dimension)
};

const tensorType: Schema<TensorTypeProto> = {
  elemType: optional(1, int),
  shape: child(2, () => shape)
};

const type: Schema<TypeProto> = {
  tensorType: child(1, () => tensorType),
  denotation: optional(6, string)
};

const valueInfo: Schema<ValueInfoProto> = {
  name: optional(1, string),
  type: child(2, () => type),
  docString: optional(3, string)
};

const attribute: Schema<AttributeProto> = {
  name: optional(1, string),
  f: optional(2, float),
  i: optional(3, int64),
  s: optional(4, bytes),
  t: child(5, () => tensor),
  g: child(6, () => graph),
  floats: repeated(7, float),
  ints: repeated(8, int64),
  strings: repeated(9, bytes),
  tensors: children(10, () => tensor),
  graphs: children(11, () => graph),
  docString: optional(13, string),
  type: optional(20, int),
  refAttrName: optional(21, string)
};

const node: Schema<NodeProto> = {
  input: repeated(1, string),
  output: repeated(2, string),
  name: optional(3, string),
  opType: optional(4, string),
  attribute: children(5, () => attribute),
  docString: optional(6, string),
  domain: optional(7, string)
};

const graph: Schema<GraphProto> = {
  node: children(1, () => node),
  name: optional(2, string),
  initializer: children(5, () => tensor),
  docString: optional(10, string),
  input: children(11, () => valueInfo),
  output: children(12, () => valueInfo),
  valueInfo: children(13, () => valueInfo)
};

const operatorSet: Schema<OperatorSetIdProto> = {
  domain: optional(1, string),
  version: optional(2, int)
};

const model: Schema<ModelProto> = {
  irVersion: optional(1, int),
  producerName: optional(2, string),
  producerVersion: optional(3, string),
  domain: optional(4, string),
  modelVersion: optional(5, int64),
  docString: optional(6, string),
  graph: child(7, () => graph),
  opsetImport: children(8, () => operatorSet)
};

/**
 * Reads an ONNX file. Large tensors are views into `file`, so keep it unchanged.
 * @param name the file's name, for the error
 * @throws AppError `onnx-malformed` (file, reason) where the bytes are no ONNX model
 */
export function readModel(file: Uint8Array, name: string): ModelProto & { graph: GraphProto } {
  try {
    const { graph: top, ...rest } = decode(model, file);
    if (!top || rest.opsetImport.length === 0) throw new Error('it holds no graph');
    return { ...rest, graph: top };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('onnx-malformed', { file: name, reason });
  }
}

/** The bytes of an ONNX file. Equal models give equal bytes. */
export function writeModel(value: ModelProto): Uint8Array {
  return encode(model, value);
}
