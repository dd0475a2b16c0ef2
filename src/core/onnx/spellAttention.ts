import {
  floatNumber,
  liveNodes,
  namesOf,
  newNode,
  producersOf,
  wholeNumbers
} from './packDecoderGraph.ts';
import { plainAttention, type PlainAttention } from './plainAttention.ts';
import type { ModelProto, NodeProto, TensorProto } from './types.ts';

/**
 * Spells the attentions of a packed graph out in matrix products: the runtime's fused operator is
 * quick on a GPU, but on WASM it takes more time than all weights together (docs/engine.md), and
 * MultiHeadAttention wants keys and values repeated for the heads that share them. Same formula, same
 * inputs and outputs; attentions of another kind (halves, soft caps) stay fused.
 * @param model a packed graph, as `packDecoder` makes them: batch 1, rotated outside, with a bias
 */
export function spellAttention(model: ModelProto): ModelProto {
  const { graph } = model;
  if (!graph) return model;
  const producers = producersOf(graph.node);
  const constants: TensorProto[] = [];
  const node = graph.node.flatMap((one) => {
    const plain = plainAttention(graph, producers, one);
    if (!plain) return [one];
    const spelled = spell(plain, one.output[0] as string);
    constants.push(...spelled.constants);
    return spelled.nodes;
  });
  if (constants.length === 0) return model;
  const live = liveNodes(node, namesOf(graph.output));
  const initializer = [...graph.initializer, ...constants];
  return { ...model, graph: { ...graph, node: live, initializer, valueInfo: [] } };
}

/** Shapes: S tokens behind P, T = P + S; H heads that share K of keys and values, G = H / K; size D. */
function spell(plain: PlainAttention, output: string) {
  const { heads, shared, size } = plain;
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

  constants.push(floatNumber(part('scale'), plain.scale));
  const scaled = step('Mul', [plain.query, part('scale')], part('scaled'));
  const byHead = shape('query-shape', [-1, shared, heads / shared, size]);
  const query = turn(step('Reshape', [scaled, byHead], part('q')), part('query'), [1, 2, 0, 3]);

  // [1, S, K D] -> [1, K, S, D] behind the past's [1, K, P, D].
  for (const { present, own } of [plain.keys, plain.values]) {
    if (!own) continue;
    const ownShape = shape(`${own.value}/shape`, [0, 0, shared, size]);
    const cut = step('Reshape', [own.value, ownShape], `${present}/cut`);
    const turned = turn(cut, `${present}/own`, [0, 2, 1, 3]);
    step('Concat', [own.past, turned], present, { axis: 2 });
  }
  // [K, 1, D, T] and [K, 1, T, D]: the heads that share them follow by broadcasting.
  const keys = turn(plain.keys.present, part('keys'), [1, 0, 3, 2]);
  const values = turn(plain.values.present, part('values'), [1, 0, 2, 3]);

  const scores = step('MatMul', [query, keys], part('scores'));
  const biased = step('Add', [scores, plain.bias], part('biased'));
  const weights = step('Softmax', [biased], part('weights'), { axis: -1 });
  const mixed = step('MatMul', [weights, values], part('mixed'));
  const whole3 = shape('output-shape', [1, -1, heads * size]);
  step('Reshape', [turn(mixed, part('by-token'), [2, 0, 1, 3]), whole3], output);
  return { nodes, constants };
}

type Attributes = Parameters<typeof newNode>[3];
