import { packAttentions } from './packDecoderAttentions.ts';
import { otherMemory } from './packDecoderCaches.ts';
import { flowOf, sortedNodes, type TokenFlow } from './packDecoderFlow.ts';
import {
  liveNodes,
  namesOf,
  newValue,
  refuse,
  usedConstants,
  type PackRefusal
} from './packDecoderGraph.ts';
import { gatherLogits, KEEP, keptLogits } from './packDecoderLogits.ts';
import { mixingNode } from './packDecoderOperators.ts';
import { givePositions, POSITIONS } from './packDecoderPositions.ts';
import { DataType, type GraphProto, type ModelProto, type NodeProto } from './types.ts';

const OWN_INPUTS = [POSITIONS, 'attention_bias', 'logit_positions'];

/**
 * Rewrites a standard decoder graph, as transformers.js takes it, into a packed one: several
 * prompts in one sequence, kept apart by `position_ids` [1, S] (or [3, 1, S] where the graph has
 * them so) and `attention_bias` float32 [1, 1, S, P + S], logits at `logit_positions` [K] only.
 * Weights are not touched, and keys and values of both graphs can be exchanged.
 * @returns the packed graph, or the reason why this one cannot be packed
 */
export function packDecoder(model: ModelProto): ModelProto | PackRefusal {
  const { graph } = model;
  if (!graph) return { refused: 'pack-inputs', params: { input: 'graph' } };
  const inputs = namesOf(graph.input);
  // Models that read words only take the ids themselves.
  const tokens = inputs.includes('input_ids') ? 'input_ids' : 'inputs_embeds';
  const missing = [tokens, 'attention_mask'].find((name) => !inputs.includes(name));
  if (missing) return { refused: 'pack-inputs', params: { input: missing } };
  const flow = flowOf(graph);
  const memory = otherMemory(flow);
  if (memory) return memory;
  const attended = packAttentions(flow);
  if ('refused' in attended) return attended;
  const outputs = namesOf(graph.output);
  const live = liveNodes(attended.nodes, outputs);
  const placed = reads(live, POSITIONS) ? live : givePositions(flowOf({ ...graph, node: live }));
  const gathered = gatherLogits(graph, sortedNodes(placed));
  if ('refused' in gathered) return gathered;
  const nodes = liveNodes(gathered.nodes, outputs);
  const refusal = doubts(flowOf({ ...graph, node: nodes }), outputs, attended.looking);
  if (refusal) return refusal;
  const constants = [...attended.constants, ...gathered.constants];
  return {
    ...model,
    graph: {
      ...graph,
      node: nodes,
      initializer: [...usedConstants(graph, nodes), ...constants],
      input: packedInputs(graph),
      output: graph.output.map(keptLogits),
      // Shapes noted for values that have another shape now would contradict them.
      valueInfo: []
    }
  };
}

/** What would let one prompt of a pack reach another, as far as the graph shows. */
function doubts(
  flow: TokenFlow,
  outputs: readonly string[],
  looking: ReadonlySet<NodeProto>
): PackRefusal | null {
  const odd = mixingNode(flow, outputs, looking);
  if (odd) return odd;
  const choice = flow.nodes.find(({ input }) => input.includes(KEEP));
  if (choice) return refuse('pack-logits', choice);
  if (reads(flow.nodes, POSITIONS)) return null;
  // Without positions from outside, those counted in the graph would run on through the prompts.
  const [first] = flow.nodes.filter((node) => looking.has(node)) as [NodeProto];
  return refuse('pack-positions', first);
}

const reads = (nodes: readonly NodeProto[], value: string) =>
  nodes.some(({ input }) => input.includes(value));

function packedInputs(graph: GraphProto) {
  const given = graph.input.find(({ name }) => name === POSITIONS);
  const kept = graph.input.filter(({ name = '' }) => name !== KEEP && !OWN_INPUTS.includes(name));
  return [
    ...kept.filter(({ name = '' }) => !name.startsWith('past_key_values.')),
    given ?? newValue(POSITIONS, DataType.int64, ['batch_size', 'sequence_length']),
    newValue('attention_bias', DataType.float, [1, 1, 'sequence_length', 'total_sequence_length']),
    newValue('logit_positions', DataType.int64, ['kept']),
    ...kept.filter(({ name = '' }) => name.startsWith('past_key_values.'))
  ];
}
