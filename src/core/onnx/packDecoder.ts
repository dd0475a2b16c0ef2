import {
  cachedLayers,
  packGroupQuery,
  packMultiHead,
  type RewrittenAttention
} from './packDecoderAttention.ts';
import { liveNodes, namesOf, newNode, newValue, type PackRefusal } from './packDecoderGraph.ts';
import { gatherLogits, KEEP } from './packDecoderLogits.ts';
import { isTokenwise } from './packDecoderOperators.ts';
import { DataType, type GraphProto, type ModelProto, type NodeProto } from './types.ts';

const OWN_INPUTS = ['position_ids', 'attention_bias', 'logit_positions'];
const BIAS_IN_HALVES = 'packed/attention_bias';

/**
 * Rewrites a standard decoder graph, as transformers.js takes it, into a packed one: several
 * prompts in one sequence, kept apart by `position_ids` [1, S] (or [3, 1, S] where the graph has
 * them so) and `attention_bias` float32 [1, 1, S, P + S], logits at `logit_positions` [K] only.
 * Weights are not touched, and keys and values of both graphs can be exchanged.
 * @returns the packed graph, or the reason why this one cannot be packed
 */
export function packDecoder(model: ModelProto): ModelProto | PackRefusal {
  const graph = model.graph;
  if (!graph) return { refused: 'pack-inputs', params: { input: 'graph' } };
  // Models that read words only take the ids themselves.
  const tokens = namesOf(graph.input).includes('input_ids') ? 'input_ids' : 'inputs_embeds';
  const missing = [tokens, 'attention_mask'].find((name) => !namesOf(graph.input).includes(name));
  if (missing) return { refused: 'pack-inputs', params: { input: missing } };
  const halves = elementType(graph) === DataType.float16;
  const attended = packAttention(graph, halves ? BIAS_IN_HALVES : 'attention_bias');
  if ('refused' in attended) return attended;
  const outputs = namesOf(graph.output);
  const gathered = gatherLogits(liveNodes(attended.nodes, outputs));
  if ('refused' in gathered) return gathered;
  const cast = newNode('Cast', ['attention_bias'], [BIAS_IN_HALVES], { to: DataType.float16 });
  const nodes = liveNodes(halves ? [cast, ...gathered] : gathered, outputs);
  const refusal = doubts(nodes);
  if (refusal) return refusal;
  return {
    ...model,
    graph: {
      ...graph,
      node: nodes,
      initializer: [...usedConstants(graph, nodes), ...attended.constants],
      input: packedInputs(graph),
      output: graph.output.map((output) =>
        output.name === 'logits' ? keptLogits(output) : output
      ),
      // Shapes noted for values that have another shape now would contradict them.
      valueInfo: []
    }
  };
}

function packAttention(
  graph: GraphProto,
  bias: string
): { nodes: NodeProto[]; constants: RewrittenAttention['constants'] } | PackRefusal {
  const layers = cachedLayers(graph);
  if (typeof layers !== 'number') return layers;
  const nodes: NodeProto[] = [];
  const constants: RewrittenAttention['constants'] = [];
  let found = 0;
  for (const node of graph.node) {
    const rewritten =
      node.opType === 'GroupQueryAttention'
        ? packGroupQuery(graph, node, bias)
        : node.opType === 'MultiHeadAttention'
          ? packMultiHead(node, bias)
          : null;
    if (!rewritten) {
      nodes.push(node);
      continue;
    }
    if ('refused' in rewritten) return rewritten;
    found += 1;
    nodes.push(...rewritten.nodes);
    constants.push(...rewritten.constants);
  }
  if (found === layers) return { nodes, constants };
  return { refused: 'pack-attention', params: { operator: '', option: `${found}/${layers}` } };
}

/** What would let one prompt of a pack reach another, as far as the graph shows. */
function doubts(nodes: readonly NodeProto[]): PackRefusal | null {
  const used = new Set(nodes.flatMap(({ input }) => input));
  const odd = nodes.find((node) => !isTokenwise(node));
  if (odd) return { refused: 'pack-operator', params: { operator: odd.opType ?? '' } };
  if (used.has(KEEP)) return { refused: 'pack-logits', params: { operator: KEEP } };
  // Positions counted inside the graph would run on from one prompt to the next.
  if (!used.has('position_ids')) return { refused: 'pack-positions', params: {} };
  return null;
}

function packedInputs(graph: GraphProto) {
  const given = graph.input.find(({ name }) => name === 'position_ids');
  const kept = graph.input.filter(({ name = '' }) => name !== KEEP && !OWN_INPUTS.includes(name));
  return [
    ...kept.filter(({ name = '' }) => !name.startsWith('past_key_values.')),
    given ?? newValue('position_ids', DataType.int64, ['batch_size', 'sequence_length']),
    newValue('attention_bias', DataType.float, [1, 1, 'sequence_length', 'total_sequence_length']),
    newValue('logit_positions', DataType.int64, ['kept']),
    ...kept.filter(({ name = '' }) => name.startsWith('past_key_values.'))
  ];
}

function keptLogits(output: GraphProto['output'][number]) {
  const type = output.type?.tensorType;
  const vocabulary = type?.shape?.dim[2];
  if (!type || !vocabulary) return output;
  const dim = [{ dimParam: 'batch_size' }, { dimParam: 'kept' }, vocabulary];
  return { ...output, type: { tensorType: { ...type, shape: { dim } } } };
}

function usedConstants(graph: GraphProto, nodes: readonly NodeProto[]) {
  const used = new Set(nodes.flatMap(({ input }) => input));
  return graph.initializer.filter(({ name = '' }) => used.has(name));
}

/** The cache's type is the attention's, and the bias must be of that type. */
function elementType(graph: GraphProto): number | undefined {
  const past = graph.input.find(({ name }) => name?.startsWith('past_key_values.'));
  return past?.type?.tensorType?.elemType;
}
