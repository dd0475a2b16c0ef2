import { attributeOf, constantOf, wholeNumberOf } from './packDecoderGraph.ts';
import type { GraphProto, ModelProto, NodeProto, ValueInfoProto } from './types.ts';

/** The axis of keys and values [batch, heads, length, size] that holds one head's numbers. */
const SIZE = 3;

/**
 * Writes the size of a head to the descriptions of keys and values that name it instead, as
 * onnxruntime-genai's model builder does since 0.18: an empty cache cannot be made without it. It is
 * what the product behind each GroupQueryAttention takes, by heads.
 */
export function withCacheSizes<T extends ModelProto>(model: T): T {
  const { graph } = model;
  if (!graph) return model;
  const sizes = new Map<string, number>();
  for (const node of graph.node.filter(({ opType }) => opType === 'GroupQueryAttention')) {
    const size = widthBehind(graph, node) / wholeNumberOf(node, 'num_heads', 0);
    if (!Number.isInteger(size)) continue;
    for (const name of [...node.input.slice(3, 5), ...node.output.slice(1, 3)]) {
      sizes.set(name, size);
    }
  }
  const sized = (value: ValueInfoProto) => withSize(value, sizes.get(value.name ?? ''));
  return {
    ...model,
    graph: { ...graph, input: graph.input.map(sized), output: graph.output.map(sized) }
  };
}

/** Numbers a token that the product behind an attention takes; NaN where that does not show. */
function widthBehind(graph: GraphProto, { output }: NodeProto): number {
  const product = graph.node.find(({ input }) => input[0] === output[0]);
  const stated = product && attributeOf(product, 'K')?.i;
  const rows = product?.opType === 'MatMul' && constantOf(graph, product.input[1] ?? '')?.dims[0];
  return Number(stated ?? (rows || NaN));
}

function withSize(value: ValueInfoProto, size: number | undefined): ValueInfoProto {
  const tensorType = value.type?.tensorType;
  const dim = tensorType?.shape?.dim;
  if (size === undefined || !dim?.[SIZE] || dim[SIZE].dimValue !== undefined) return value;
  const shape = { dim: dim.map((one, axis) => (axis === SIZE ? { dimValue: size } : one)) };
  return { ...value, type: { ...value.type, tensorType: { ...tensorType, shape } } };
}
