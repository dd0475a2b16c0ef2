import { constantOf, wholeNumberOf } from './packDecoderGraph.ts';
import { DataType, EXTERNAL, type GraphProto, type NodeProto, type TensorProto } from './types.ts';

/** Inputs of MatMulNBits by number; behind them an order of columns and a bias. */
const [WEIGHTS, SCALES, ZEROS, OTHERS] = [1, 2, 3, 4] as const;

/** y [..., N] = x [..., K] Wᵀ with W [N, K], each `run` of a row's weights under one scale. */
export interface FewBitProduct {
  /** N and K. */
  rows: number;
  columns: number;
  run: number;
  bits: 4 | 8;
  /** Of `bits` each, low ones of a byte first, as in ONNX's own types. */
  weights: TensorProto;
  /** 32-bit floats, one a run. */
  scales: TensorProto;
  /** Of `bits` each, one a run; null: the middle of what the bits can say. */
  zeros: TensorProto | null;
}

/** What a MatMulNBits node multiplies by; null where its weights are not plain runs in a row. */
export function fewBitProduct(graph: GraphProto, node: NodeProto): FewBitProduct | null {
  const { opType, input } = node;
  if (opType !== 'MatMulNBits' || input.slice(OTHERS).some((name) => name !== '')) return null;
  const [rows, columns, run, bits] = ['N', 'K', 'block_size', 'bits'].map((name) =>
    wholeNumberOf(node, name, 0)
  ) as [number, number, number, number];
  if ((bits !== 4 && bits !== 8) || columns % run !== 0) return null;
  const constant = (index: number, dataType: number, bytes: number) => {
    const tensor = constantOf(graph, input[index] ?? '');
    return tensor?.dataType === dataType && lengthOf(tensor) === bytes ? tensor : null;
  };
  const runs = (rows * columns) / run;
  const weights = constant(WEIGHTS, DataType.uint8, (rows * columns * bits) / 8);
  const scales = constant(SCALES, DataType.float, 4 * runs);
  if (!weights || !scales) return null;
  const plain = { rows, columns, run, bits, weights, scales } as const;
  if (!input[ZEROS]) return { ...plain, zeros: null };
  // Zeros of 4 bits begin at a byte in each row, which may leave a gap: then they are longer.
  const zeros = constant(ZEROS, DataType.uint8, (runs * bits) / 8);
  return zeros && { ...plain, zeros };
}

/** Bytes of a tensor whose numbers lie in a file as they are; undefined of one written otherwise. */
function lengthOf(tensor: TensorProto): number | undefined {
  if (tensor.dataLocation !== EXTERNAL) return tensor.rawData?.length;
  const { length } = placeOf(tensor);
  return length === undefined ? undefined : Number(length);
}

const placeOf = ({ externalData }: TensorProto): Record<string, string> =>
  Object.fromEntries(externalData.map(({ key = '', value = '' }) => [key, value]));

/** Bytes of a tensor as a tensor of its own, of another type; nothing is copied. */
export function pieceOf(
  tensor: TensorProto,
  from: number,
  length: number,
  as: { name: string; dataType: number; dims: number[] }
): TensorProto {
  const { rawData } = tensor;
  if (rawData) return { ...tensor, ...as, rawData: rawData.subarray(from, from + length) };
  const place = placeOf(tensor);
  const offset = String(Number(place.offset ?? 0) + from);
  const entries = Object.entries({ ...place, offset, length: String(length) });
  return { ...tensor, ...as, externalData: entries.map(([key, value]) => ({ key, value })) };
}

/** The zero points of `runs` runs that say none: 8 of 16, or 128 of 256. @param packed two a byte */
export function middles(bits: 4 | 8, packed: boolean, runs: number): TensorProto {
  const bytes = new Uint8Array(packed ? Math.ceil(runs / 2) : runs);
  return {
    ...{ floatData: [], int32Data: [], stringData: [], int64Data: [], externalData: [] },
    name: `spelled/zeros/${packed ? 'packed' : bits}/${runs}`,
    dataType: packed ? DataType.uint4 : DataType.uint8,
    dims: [runs],
    rawData: bytes.fill(packed ? 0x88 : 2 ** (bits - 1))
  };
}
