import { liveNodes, namesOf, usedConstants } from './packDecoderGraph.ts';
import type { GraphProto, ModelProto } from './types.ts';

/**
 * The beginning of a decoder: its first layers, up to what the layer behind them keeps (keys and
 * values, states). That is a small part of the weights, and shows what every operator of a layer
 * computes: the last layer's cache depends on all that the layers before it did. Of each kind of layer
 * (attention, convolution, recurrence: told apart by what they keep) at least one is whole.
 * Nothing but caches goes out; weights are not touched.
 * @returns null where the decoder has too few layers for that
 */
export function shortDecoder(model: ModelProto): ModelProto | null {
  const { graph } = model;
  if (!graph) return null;
  const end = lastLayer(graph);
  if (end === null) return null;
  const output = graph.output.filter(({ name = '' }) => (layerOf(name) ?? Infinity) <= end);
  const node = liveNodes(graph.node, namesOf(output));
  const used = new Set(node.flatMap(({ input }) => input));
  return {
    ...model,
    graph: {
      ...graph,
      node,
      output,
      initializer: usedConstants(graph, node),
      input: graph.input.filter(({ name = '' }) => used.has(name)),
      valueInfo: []
    }
  };
}

/** Whose cache an output is. */
function layerOf(output: string): number | null {
  const number = /^present[^.]*\.(\d+)(?:\.|$)/.exec(output)?.[1];
  return number === undefined ? null : Number(number);
}

/** The layer behind the first of each kind; null where there is none. */
function lastLayer({ output }: GraphProto): number | null {
  const kinds = new Map<string, number>();
  const layers = new Set<number>();
  for (const name of namesOf(output)) {
    const layer = layerOf(name);
    if (layer === null) continue;
    layers.add(layer);
    const kind = name.replace(/\.\d+/, '');
    kinds.set(kind, Math.min(kinds.get(kind) ?? Infinity, layer));
  }
  const firstOfAll = Math.max(...kinds.values());
  const behind = [...layers].filter((layer) => layer > firstOfAll);
  return behind.length > 0 ? Math.min(...behind) : null;
}
