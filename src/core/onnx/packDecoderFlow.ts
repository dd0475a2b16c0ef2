import { tensorsIn } from './packDecoderConstants.ts';
import { constantOf, named, namesOf, producersOf, type Producers } from './packDecoderGraph.ts';
import { DataType, type GraphProto, type NodeProto } from './types.ts';

/** A decoder's graph, and what flows where in it. */
export interface TokenFlow {
  graph: GraphProto;
  /** Each after what it needs. */
  nodes: readonly NodeProto[];
  producers: Producers;
  /** Values that carry something of the tokens: vectors, keys, scores, no masks and no positions. */
  tokens: ReadonlySet<string>;
}

/** Operators whose result is a size: nothing of the values themselves goes through. */
const SIZES = new Set(['Shape', 'Size']);

export const isSize = ({ opType = '' }: NodeProto): boolean => SIZES.has(opType);

export function flowOf(graph: GraphProto): TokenFlow {
  const nodes = sortedNodes(graph.node);
  const sources = namesOf(graph.input).filter(
    (name) => name === 'inputs_embeds' || name === 'input_ids' || name.startsWith('past')
  );
  return { graph, nodes, producers: producersOf(nodes), tokens: dependentOn(nodes, sources) };
}

/** Nodes so that each comes after what it needs: one exporter writes a mask's nodes out of order. */
export function sortedNodes(nodes: readonly NodeProto[]): NodeProto[] {
  const missing = new Set(nodes.flatMap(({ output }) => named(output)));
  const ordered: NodeProto[] = [];
  let waiting = nodes;
  while (waiting.length > 0) {
    const later: NodeProto[] = [];
    for (const node of waiting) {
      if (node.input.some((name) => missing.has(name))) {
        later.push(node);
        continue;
      }
      ordered.push(node);
      for (const name of node.output) missing.delete(name);
    }
    // A circle is no graph: the runtime says so.
    if (later.length === waiting.length) return [...ordered, ...later];
    waiting = later;
  }
  return ordered;
}

/** All values computed from the sources' values; sizes do not count. Nodes come in order. */
export function dependentOn(
  nodes: readonly NodeProto[],
  sources: readonly string[]
): ReadonlySet<string> {
  const reached = new Set(sources);
  for (const node of nodes) {
    if (isSize(node) || !node.input.some((name) => reached.has(name))) continue;
    for (const name of named(node.output)) reached.add(name);
  }
  return reached;
}

/** Which input of an operator has the type of its result; the first where none is named. */
const TYPED_BY: Readonly<Record<string, number>> = {
  Where: 1,
  DequantizeLinear: 1,
  GatherBlockQuantized: 2
};

/** Type of a value's numbers, as `DataType`, followed back to where it is stated. */
export function typeOf({ graph, producers }: TokenFlow, value: string): number | undefined {
  for (let name = value; ;) {
    const stated =
      graph.input.find((input) => input.name === name)?.type?.tensorType?.elemType ??
      constantOf(graph, name)?.dataType;
    if (stated !== undefined) return stated;
    const node = producers.get(name);
    if (!node) return undefined;
    if (isSize(node)) return DataType.int64;
    const to = node.attribute.find((attribute) => attribute.name === 'to')?.i;
    if (node.opType === 'Cast') return Number(to);
    const held = tensorsIn(node)[0];
    if (held) return held.dataType;
    name = node.input[TYPED_BY[node.opType ?? ''] ?? 0] ?? '';
  }
}
