import { dependentOn } from './packDecoderFlow.ts';
import {
  newNode,
  producersOf,
  refuse,
  sizeOf,
  wholeNumberOf,
  wholeNumbers,
  type PackRefusal
} from './packDecoderGraph.ts';
import type { GraphProto, NodeProto, TensorProto } from './types.ts';

/** The input by which a standard graph is told how many of the last logits to compute. */
export const KEEP = 'num_logits_to_keep';

/** Operators between the last hidden state and the logits that treat each token by itself. */
const TAIL = new Set(['Cast', 'Mul', 'Div', 'Add', 'Sub', 'Tanh', 'Identity']);
/** Projections to the vocabulary that compute each row from its own numbers, or from scales given. */
const BY_ROW = new Set([
  'MatMul',
  'MatMulBnb4',
  'MatMulInteger',
  'MatMulIntegerToFloat',
  'MatMulNBits'
]);
/** A projection that rounds by the largest number of all rows: it has to see them all. */
const BY_ALL_ROWS = 'DynamicQuantizeMatMul';

interface Gathered {
  nodes: NodeProto[];
  constants: TensorProto[];
}

/**
 * Computes logits at `logit_positions` only: in place of the choice by `num_logits_to_keep`, or
 * before the projection to the vocabulary where the graph computes them all. No number changes: where
 * activations are rounded over all tokens of a call, rows are taken behind the rounding.
 * @param nodes each after what it needs
 */
export function gatherLogits(
  graph: GraphProto,
  nodes: readonly NodeProto[]
): Gathered | PackRefusal {
  const producers = producersOf(nodes);
  const chosen = dependentOn(nodes, [KEEP]);
  const chooses = chosen.size > 1;
  const vocabulary = sizeOf(
    graph.output.find(({ name }) => name === 'logits'),
    2
  );
  const replaced = new Map<NodeProto, NodeProto[]>();
  const constants: TensorProto[] = [];
  let inTheWay = producers.get('logits');

  /** @param flat rows of all prompts in one list [S, hidden], as Gemm takes them */
  const seek = (value: string, flat: boolean): boolean => {
    const node = producers.get(value);
    if (!node || node.opType === 'Constant') return false;
    const { opType = '' } = node;
    const [data = '', ...others] = node.input;
    const [output] = node.output as [string];
    const choice = opType === 'Slice' || opType === 'Gather';
    if (choice && !chosen.has(data) && others.some((name) => chosen.has(name))) {
      replaced.set(node, [gather(data, output, flat)]);
      return true;
    }
    const rows = flat && opType === 'Gemm' && wholeNumberOf(node, 'transA', 0) === 0;
    if (rows || BY_ROW.has(opType)) {
      if (chooses) return seek(data, flat);
      const kept = 'packed/kept';
      replaced.set(node, [gather(data, kept, flat), { ...node, input: [kept, ...others] }]);
      return true;
    }
    if (opType === BY_ALL_ROWS && !chooses) {
      const all = 'packed/all';
      replaced.set(node, [{ ...node, output: [all] }, gather(all, output, flat)]);
      return true;
    }
    if (opType === 'Reshape' && !flat && vocabulary !== undefined) {
      const shape = 'packed/logits/shape';
      if (!seek(data, true)) return false;
      constants.push(wholeNumbers(shape, [1, -1, vocabulary]));
      replaced.set(node, [{ ...node, input: [data, shape] }]);
      return true;
    }
    // A scale may stand on either side of a product.
    if (TAIL.has(opType)) return node.input.some((name) => seek(name, flat));
    inTheWay = node;
    return false;
  };

  if (!seek('logits', false)) {
    return inTheWay
      ? refuse('pack-logits', inTheWay)
      : { refused: 'pack-inputs', params: { input: 'logits' } };
  }
  return { nodes: nodes.flatMap((node) => replaced.get(node) ?? [node]), constants };
}

const gather = (from: string, to: string, flat: boolean) =>
  newNode('Gather', [from, 'logit_positions'], [to], { axis: flat ? 0 : 1 });

/** The description of the logits: K rows in place of S. */
export function keptLogits(output: GraphProto['output'][number]) {
  const type = output.type?.tensorType;
  const vocabulary = type?.shape?.dim[2];
  if (output.name !== 'logits' || !type || !vocabulary) return output;
  const dim = [{ dimParam: 'batch_size' }, { dimParam: 'kept' }, vocabulary];
  return { ...output, type: { tensorType: { ...type, shape: { dim } } } };
}
