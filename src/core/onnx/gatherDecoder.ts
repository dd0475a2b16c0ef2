import { sortedNodes } from './packDecoderFlow.ts';
import {
  liveNodes,
  namesOf,
  newValue,
  usedConstants,
  type PackRefusal
} from './packDecoderGraph.ts';
import { gatherLogits, KEEP, keptLogits } from './packDecoderLogits.ts';
import { DataType, type ModelProto } from './types.ts';

/**
 * Rewrites a standard decoder graph so that it computes logits at `logit_positions` [K] only, and
 * nothing else in it changes: a vocabulary of 150,000 times each token of a prompt is most of what a
 * small model would compute, and hundreds of megabytes.
 * @returns the graph, or the reason why it is left as it is
 */
export function gatherDecoder(model: ModelProto): ModelProto | PackRefusal {
  const { graph } = model;
  if (!graph) return { refused: 'pack-inputs', params: { input: 'graph' } };
  const outputs = namesOf(graph.output);
  const gathered = gatherLogits(graph, sortedNodes(graph.node));
  if ('refused' in gathered) return gathered;
  const node = liveNodes(gathered.nodes, outputs);
  const own = [KEEP, 'logit_positions'];
  return {
    ...model,
    graph: {
      ...graph,
      node,
      initializer: [...usedConstants(graph, node), ...gathered.constants],
      input: [
        ...graph.input.filter(({ name = '' }) => !own.includes(name)),
        newValue('logit_positions', DataType.int64, ['kept'])
      ],
      output: graph.output.map(keptLogits),
      // Shapes noted for values that have another shape now would contradict them.
      valueInfo: []
    }
  };
}
