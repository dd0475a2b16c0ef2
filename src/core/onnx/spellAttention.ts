import {
  attributeOf,
  floatNumber,
  newNode,
  sizeOf,
  wholeNumberOf,
  wholeNumbers
} from './packDecoderGraph.ts';
import {
  DataType,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto
} from './types.ts';

/** Inputs of GroupQueryAttention by number. */
const [QUERY, KEY, VALUE, PAST_KEY, PAST_VALUE, BIAS] = [0, 1, 2, 3, 4, 10] as const;

/** Attributes under which an attention is the plain softmax(scale q kᵀ + bias) v. */
const PLAIN: Readonly<Record<string, number | null>> = {
  num_heads: null,
  kv_num_heads: null,
  scale: null,
  do_rotary: 0,
  smooth_softmax: 0,
  qk_output: 0,
  local_window_size: -1
};

/**
 * Spells the attentions of a packed graph out in matrix products: the runtime's fused operator is
 * quick on a GPU, but on WASM it takes more time than all weights together (docs/engine.md). Same
 * formula, same inputs and outputs; attentions of another kind (halves, soft caps) stay fused.
 * @param model a packed graph, as `packDecoder` makes them: batch 1, rotated outside, with a bias
 */
export function spellAttention(model: ModelProto): ModelProto {
  const { graph } = model;
  if (!graph) return model;
  const constants: TensorProto[] = [];
  const node = graph.node.flatMap((one) => {
    const spelled = spell(graph, one);
    if (!spelled) return [one];
    constants.push(...spelled.constants);
    return spelled.nodes;
  });
  if (constants.length === 0) return model;
  const initializer = [...graph.initializer, ...constants];
  return { ...model, graph: { ...graph, node, initializer, valueInfo: [] } };
}

/** Shapes: S tokens behind P, T = P + S; H heads that share K of keys and values, G = H / K; size D. */
function spell(graph: GraphProto, node: NodeProto) {
  const past = graph.input.find(({ name }) => name === node.input[PAST_KEY]);
  const size = sizeOf(past, 3);
  if (!isPlain(node) || size === undefined) return null;
  if (past?.type?.tensorType?.elemType !== DataType.float) return null;
  const heads = wholeNumberOf(node, 'num_heads', 0);
  const shared = wholeNumberOf(node, 'kv_num_heads', 0);
  const [output, presentKey, presentValue] = node.output as [string, string, string];
  const input = (index: number) => node.input[index] as string;
  const part = (name: string) => `spelled/${output}/${name}`;
  const nodes: NodeProto[] = [];
  const constants: TensorProto[] = [];
  const step = (opType: string, from: string[], to: string, attributes?: Attributes) => {
    nodes.push(newNode(opType, from, [to], attributes));
    return to;
  };
  const shape = (name: string, dims: readonly number[]) => {
    constants.push(wholeNumbers(part(name), dims));
    return part(name);
  };
  const turn = (from: string, to: string, perm: readonly number[]) =>
    step('Transpose', [from], to, { perm });

  const scale = attributeOf(node, 'scale')?.f || 1 / Math.sqrt(size);
  constants.push(floatNumber(part('scale'), scale));
  const scaled = step('Mul', [input(QUERY), part('scale')], part('scaled'));
  const byHead = shape('query-shape', [-1, shared, heads / shared, size]);
  const query = turn(step('Reshape', [scaled, byHead], part('q')), part('query'), [1, 2, 0, 3]);

  // [1, S, K D] -> [1, K, S, D] behind the past's [1, K, P, D].
  const own = shape('own-shape', [0, 0, shared, size]);
  const extend = (index: number, pastIndex: number, present: string) => {
    const cut = step('Reshape', [input(index), own], `${present}/cut`);
    const turned = turn(cut, `${present}/own`, [0, 2, 1, 3]);
    return step('Concat', [input(pastIndex), turned], present, { axis: 2 });
  };
  // [K, 1, D, T] and [K, 1, T, D]: the heads that share them follow by broadcasting.
  const keys = turn(extend(KEY, PAST_KEY, presentKey), part('keys'), [1, 0, 3, 2]);
  const values = turn(extend(VALUE, PAST_VALUE, presentValue), part('values'), [1, 0, 2, 3]);

  const scores = step('MatMul', [query, keys], part('scores'));
  const biased = step('Add', [scores, input(BIAS)], part('biased'));
  const weights = step('Softmax', [biased], part('weights'), { axis: -1 });
  const mixed = step('MatMul', [weights, values], part('mixed'));
  const whole3 = shape('output-shape', [1, -1, heads * size]);
  step('Reshape', [turn(mixed, part('by-token'), [2, 0, 1, 3]), whole3], output);
  return { nodes, constants };
}

type Attributes = Parameters<typeof newNode>[3];

function isPlain(node: NodeProto): boolean {
  if (node.opType !== 'GroupQueryAttention') return false;
  const given = [QUERY, KEY, VALUE, PAST_KEY, PAST_VALUE, BIAS].every((at) => node.input[at]);
  return (
    given &&
    node.input.slice(BIAS + 1).every((name) => name === '') &&
    node.attribute.every(({ name = '', i, f }) => {
      const expected = PLAIN[name];
      if (name === 'softcap') return !f;
      return expected === null || (expected !== undefined && Number(i) === expected);
    })
  );
}
