import { isNarrow, oddInMask } from './packDecoderMask.ts';
import type { TokenFlow } from './packDecoderFlow.ts';
import {
  constantOf,
  MICROSOFT,
  newNode,
  refuse,
  type PackRefusal,
  sizeOf,
  wholeNumberOf,
  wholeAttribute,
  wholeNumbers
} from './packDecoderGraph.ts';
import type { GraphProto, NodeProto, TensorProto } from './types.ts';

/** What stands in for one attention node, and the constants that it needs. */
export interface RewrittenAttention {
  nodes: NodeProto[];
  constants: TensorProto[];
}

/** Attributes of GroupQueryAttention under which a bias keeps prompts apart; others are refused. */
const HARMLESS: Readonly<Record<string, number | null>> = {
  num_heads: null,
  kv_num_heads: null,
  scale: null,
  softcap: null,
  do_rotary: null,
  rotary_interleaved: null,
  smooth_softmax: 0,
  qk_output: 0,
  local_window_size: null
};

/** Inputs of GroupQueryAttention by number. */
const KEY = 1;
export const PAST_KEY = 3;
const COS = 7;
const POSITIONS = 9;
const BIAS = 10;

/**
 * GroupQueryAttention with the bias, rotated outside: on a first prompt its own rotation reads only
 * position_ids[0].
 * @param bias name of the bias in the attention's own type
 */
export function packGroupQuery(
  graph: GraphProto,
  node: NodeProto,
  bias: string
): RewrittenAttention | PackRefusal {
  for (const { name = '', i } of node.attribute) {
    const expected = HARMLESS[name];
    if (expected === undefined || (expected !== null && Number(i) !== expected)) {
      return refuseOption(node, name);
    }
  }
  const window = wholeNumberOf(node, 'local_window_size', -1);
  if (window !== -1 && isNarrow(window)) return refuseOption(node, 'local_window_size');
  if (node.input[BIAS]) return refuseOption(node, 'attention_bias');
  const more = node.input.slice(BIAS + 1).find((name) => name !== '');
  if (more !== undefined) return refuseOption(node, more);
  const lengths = node.input.slice(0, COS);
  // A window counts the tokens of all prompts of a pack.
  const attribute = node.attribute.filter(({ name }) => name !== 'local_window_size');
  const biased = [...lengths, '', '', '', bias];
  if (wholeNumberOf(node, 'do_rotary', 0) === 0) {
    return { nodes: [{ ...node, attribute, input: biased }], constants: [] };
  }
  return rotateOutside(
    graph,
    { ...node, attribute, input: biased },
    node.input.slice(COS, POSITIONS)
  );
}

function rotateOutside(
  graph: GraphProto,
  node: NodeProto,
  tables: readonly string[]
): RewrittenAttention | PackRefusal {
  const heads = wholeNumberOf(node, 'num_heads', 0);
  const kvHeads = wholeNumberOf(node, 'kv_num_heads', 0);
  const past = graph.input.find(({ name }) => name === node.input[PAST_KEY]);
  const headSize = sizeOf(past, 3);
  const half = constantOf(graph, tables[0] ?? '')?.dims[1];
  if (headSize === undefined || half === undefined) return refuseOption(node, 'do_rotary');
  const nodes: NodeProto[] = [];
  const constants: TensorProto[] = [];
  const stem = `packed/${node.output[0] ?? ''}`;
  let [query, key, value] = node.input as [string, string, string];
  if (key === '') {
    // Query, key and value in one: cut apart, since only two of them turn.
    const sizes = [heads, kvHeads, kvHeads].map((count) => count * headSize);
    constants.push(wholeNumbers(`${stem}/sizes`, sizes));
    const parts = ['q', 'k', 'v'].map((part) => `${stem}/${part}`);
    nodes.push(newNode('Split', [query, `${stem}/sizes`], parts, { axis: -1 }));
    [query, key, value] = parts as [string, string, string];
  }
  const interleaved = wholeNumberOf(node, 'rotary_interleaved', 0);
  const turn = (from: string, to: string, count: number) => {
    const attributes = {
      num_heads: count,
      // 0 turns the whole head, and finds its size in the tables.
      rotary_embedding_dim: 2 * half === headSize ? 0 : 2 * half,
      ...(interleaved === 0 ? {} : { interleaved })
    };
    const input = [from, 'position_ids', ...tables];
    nodes.push(newNode('RotaryEmbedding', input, [to], attributes, MICROSOFT));
    return to;
  };
  const input = [
    turn(query, `${stem}/query`, heads),
    turn(key, `${stem}/key`, kvHeads),
    value,
    ...node.input.slice(KEY + 2)
  ];
  const attribute = node.attribute
    .filter(({ name }) => name !== 'rotary_interleaved')
    .map((one) => (one.name === 'do_rotary' ? wholeAttribute('do_rotary', 0) : one));
  nodes.push({ ...node, input, attribute });
  return { nodes, constants };
}

/** Input of MultiHeadAttention that is added to its scores. */
const MASK = 5;

/**
 * MultiHeadAttention whose causal mask is made outside of it: the bias takes the mask's place.
 * @param bias name of the bias in the attention's own type
 */
export function packMultiHead(
  flow: TokenFlow,
  node: NodeProto,
  bias: string
): RewrittenAttention | PackRefusal {
  if (wholeNumberOf(node, 'unidirectional', 0) !== 0) return refuseOption(node, 'unidirectional');
  const mask = node.input[MASK];
  if (!mask || node.input[MASK - 1]) return refuseOption(node, 'attention_bias');
  const odd = oddInMask(flow, [mask]);
  if (odd !== null) return refuseOption(node, odd);
  const input = node.input.map((name, index) => (index === MASK ? bias : name));
  return { nodes: [{ ...node, input }], constants: [] };
}

function refuseOption(node: NodeProto, option: string): PackRefusal {
  return refuse('pack-attention', node, { option });
}
