import { constantBehind, numbersOfConstant } from './packDecoderConstants.ts';
import { attributeOf, sizeOf, wholeNumberOf, type Producers } from './packDecoderGraph.ts';
import { DataType, type GraphProto, type NodeProto, type ValueInfoProto } from './types.ts';

/** An attention that is softmax(scale q kᵀ + bias) v in 32 bits, and the names of what it works on. */
export interface PlainAttention {
  heads: number;
  /** Heads of keys and values; each serves `heads / shared` heads in a row. */
  shared: number;
  /** Numbers a head. */
  size: number;
  scale: number;
  /** [1, S, heads * size] */
  query: string;
  bias: string;
  keys: Cached;
  values: Cached;
}

/** Keys or values of all tokens so far. */
interface Cached {
  /** [1, shared, P + S, size] */
  present: string;
  /** What the attention itself puts together: `value` [1, S, shared * size] behind `past`. */
  own: { value: string; past: string } | null;
}

/** Attributes of GroupQueryAttention under which it is plain. */
const PLAIN: Readonly<Record<string, number | null>> = {
  num_heads: null,
  kv_num_heads: null,
  scale: null,
  do_rotary: 0,
  smooth_softmax: 0,
  qk_output: 0,
  local_window_size: -1
};

/** What a node of a packed graph computes, if it is a plain attention. */
export function plainAttention(
  graph: GraphProto,
  producers: Producers,
  node: NodeProto
): PlainAttention | null {
  if (node.opType === 'GroupQueryAttention') return ofGroups(graph, node);
  return node.opType === 'MultiHeadAttention' ? ofHeads(graph, producers, node) : null;
}

function ofGroups(graph: GraphProto, node: NodeProto): PlainAttention | null {
  const plain = node.attribute.every(({ name = '', i, f }) => {
    const expected = PLAIN[name];
    if (name === 'softcap') return !f;
    return expected === null || (expected !== undefined && Number(i) === expected);
  });
  if (!plain || !has(node, [0, 1, 2, 3, 4, 10], 11)) return null;
  return withOwnCache(graph, node, 3, 10, wholeNumberOf(node, 'kv_num_heads', 0));
}

function ofHeads(graph: GraphProto, producers: Producers, node: NodeProto): PlainAttention | null {
  const heads = wholeNumberOf(node, 'num_heads', 0);
  // Neither a bias of the vectors nor a mask of keys.
  if (node.input[3] || node.input[4] || wholeNumberOf(node, 'unidirectional', 0)) return null;
  if (has(node, [0, 1, 2, 5, 6, 7], 8)) return withOwnCache(graph, node, 6, 5, heads);
  if (!has(node, [0, 1, 2, 5], 6)) return null;
  const [key, value] = [1, 2].map((at) => repeated(producers, graph, node.input[at] as string));
  const kept = graph.output.find(({ name }) => name === key);
  if (key === undefined || value === undefined) return null;
  const caches = { keys: { present: key, own: null }, values: { present: value, own: null } };
  return withSizes(node, kept, 5, caches);
}

/** Are these inputs given, and none from `end` on? */
const has = ({ input }: NodeProto, needed: readonly number[], end: number) =>
  needed.every((at) => input[at]) && input.slice(end).every((name) => name === '');

/** Keys and values are inputs 1 and 2, what they go behind the inputs from `past` on. */
function withOwnCache(
  graph: GraphProto,
  node: NodeProto,
  past: number,
  bias: number,
  shared: number
): PlainAttention | null {
  const cached = (at: number) => ({
    present: node.output[at] as string,
    own: { value: node.input[at] as string, past: node.input[past + at - 1] as string }
  });
  const kept = graph.input.find(({ name }) => name === node.input[past]);
  if (!node.output[1] || !node.output[2] || sizeOf(kept, 1) !== shared) return null;
  return withSizes(node, kept, bias, { keys: cached(1), values: cached(2) });
}

/** @param kept keys of the cache, whose description tells their heads, their size and type */
function withSizes(
  node: NodeProto,
  kept: ValueInfoProto | undefined,
  bias: number,
  caches: Pick<PlainAttention, 'keys' | 'values'>
): PlainAttention | null {
  const [shared, size] = [sizeOf(kept, 1), sizeOf(kept, 3)];
  const heads = wholeNumberOf(node, 'num_heads', 0);
  if (shared === undefined || size === undefined || heads % shared !== 0) return null;
  if (kept?.type?.tensorType?.elemType !== DataType.float) return null;
  const [query, scale] = [node.input[0] as string, attributeOf(node, 'scale')?.f];
  const sizes = { heads, shared, size, scale: scale || 1 / Math.sqrt(size) };
  return { ...sizes, ...caches, query, bias: node.input[bias] as string };
}

/**
 * The cache behind keys or values that a graph repeats for the heads that share them, [1, shared, T,
 * size] to [1, T, heads * size], as onnxruntime-genai's model builder writes it: by a new axis behind
 * the shared heads, so that those that share one follow each other.
 */
function repeated(producers: Producers, graph: GraphProto, name: string): string | undefined {
  let value = name;
  for (const opType of ['Reshape', 'Transpose', 'Reshape', 'Expand', 'Unsqueeze']) {
    const node = producers.get(value);
    if (node?.opType !== opType) return undefined;
    if (opType === 'Transpose' && attributeOf(node, 'perm')?.ints.join() !== '0,2,1,3') {
      return undefined;
    }
    const axes = constantBehind(graph, producers, node.input[1] ?? '');
    if (opType === 'Unsqueeze' && numbersOfConstant(axes)?.join() !== '2') return undefined;
    value = node.input[0] as string;
  }
  return graph.output.some((output) => output.name === value) ? value : undefined;
}
