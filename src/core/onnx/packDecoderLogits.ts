import { dependentOn, newNode, producersOf, type PackRefusal } from './packDecoderGraph.ts';
import type { NodeProto } from './types.ts';

/** The input by which a standard graph is told how many of the last logits to compute. */
export const KEEP = 'num_logits_to_keep';

/** Operators between the last hidden state and the logits that treat each token by itself. */
const TAIL = new Set(['Cast', 'Mul', 'Div', 'Add', 'Sub', 'Tanh', 'Identity']);
const PROJECTIONS = new Set(['MatMul', 'MatMulNBits']);

/**
 * Computes logits at `logit_positions` only: in place of the choice by `num_logits_to_keep`, or
 * before the projection to the vocabulary where the graph computes them all.
 */
export function gatherLogits(nodes: readonly NodeProto[]): NodeProto[] | PackRefusal {
  const producers = producersOf(nodes);
  const chosen = dependentOn(nodes, KEEP);
  const chooses = chosen.size > 1;
  let node = producers.get('logits');
  while (node) {
    const [data = '', ...others] = node.input;
    if (
      (node.opType === 'Slice' || node.opType === 'Gather') &&
      !chosen.has(data) &&
      others.some((name) => chosen.has(name))
    ) {
      return replaced(nodes, node, [gather(data, node.output[0] as string)]);
    }
    const projects = PROJECTIONS.has(node.opType ?? '');
    if (projects && !chooses) {
      const kept = 'packed/kept';
      const input = [kept, ...node.input.slice(1)];
      return replaced(nodes, node, [gather(data, kept), { ...node, input }]);
    }
    if (!projects && !TAIL.has(node.opType ?? '')) break;
    // A scale may stand on either side of a product.
    node = node.input.map((name) => producers.get(name)).find((made) => made && !isConstant(made));
  }
  return { refused: 'pack-logits', params: { operator: node?.opType ?? 'logits' } };
}

const isConstant = ({ opType }: NodeProto) => opType === 'Constant';

const gather = (from: string, to: string) =>
  newNode('Gather', [from, 'logit_positions'], [to], { axis: 1 });

function replaced(nodes: readonly NodeProto[], old: NodeProto, by: NodeProto[]): NodeProto[] {
  return nodes.flatMap((node) => (node === old ? by : [node]));
}
