import { fromHalves } from './float16.ts';
import { constantOf, type Producers } from './packDecoderGraph.ts';
import { DataType, EXTERNAL, type GraphProto, type NodeProto, type TensorProto } from './types.ts';

/** Constants that a node holds in its attributes. */
export function tensorsIn({ attribute }: NodeProto): TensorProto[] {
  return attribute.flatMap(({ t }) => (t ? [t] : []));
}

/** The constant behind a value, whether the graph lists it or a node holds it. */
export function constantBehind(
  graph: GraphProto,
  producers: Producers,
  value: string
): TensorProto | undefined {
  const node = producers.get(value);
  return node?.opType === 'Constant' ? tensorsIn(node)[0] : constantOf(graph, value);
}

/** A constant's numbers; null where they are in another file, or of a type that is not read. */
export function numbersOfConstant(tensor: TensorProto | undefined): readonly number[] | null {
  if (!tensor || tensor.dataLocation === EXTERNAL) return null;
  const { rawData, floatData, int32Data, int64Data } = tensor;
  // A buffer of its own: wider numbers must begin at a multiple of their size.
  const buffer = rawData?.slice().buffer;
  switch (tensor.dataType) {
    case DataType.float:
      return buffer ? [...new Float32Array(buffer)] : floatData;
    case DataType.float16:
      return [...fromHalves(buffer ? new Uint16Array(buffer) : Uint16Array.from(int32Data))];
    case DataType.int64:
      return (buffer ? [...new BigInt64Array(buffer)] : int64Data).map(Number);
    default:
      return null;
  }
}
