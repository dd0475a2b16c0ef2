import { readModel, writeModel } from '../../src/core/onnx/model.ts';
import { integers, node } from './graph.ts';

/**
 * A decoder that computes the same by way of an operator that may mix tokens: CumSum over an axis
 * of size 1. The rewriting has to refuse it.
 */
export function withDetour(file: Uint8Array): Uint8Array {
  const model = readModel(file, 'decoder');
  const { graph } = model;
  const head = graph.node.findIndex(({ output }) => output[0] === 'logits');
  const before = graph.node.slice(0, head);
  const last = graph.node[head]!;
  const hidden = last.input[0]!;
  return writeModel({
    ...model,
    graph: {
      ...graph,
      node: [
        ...before,
        node('Unsqueeze', [hidden, 'detour_axis'], ['detour_in']),
        node('CumSum', ['detour_in', 'detour_last'], ['detour_out']),
        node('Squeeze', ['detour_out', 'detour_axis'], ['detour_back']),
        { ...last, input: ['detour_back', ...last.input.slice(1)] },
        ...graph.node.slice(head + 1)
      ],
      initializer: [
        ...graph.initializer,
        integers('detour_axis', [3n]),
        { ...integers('detour_last', [3n]), dims: [] }
      ]
    }
  });
}
