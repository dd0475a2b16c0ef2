import {
  AttributeType,
  DataType,
  type AttributeProto,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto
} from './types.ts';

/** Small tools to read and build the graphs that `packDecoder` rewrites. */

/**
 * Why a graph stays as it is: a message code and its parameters, `node` and `operator` of what
 * stands in the way among them, or the `input` that is missing.
 */
export interface PackRefusal {
  refused:
    | 'pack-inputs'
    | 'pack-state'
    | 'pack-attention'
    | 'pack-positions'
    | 'pack-logits'
    | 'pack-operator';
  params: Record<string, string | number>;
}

/** Refuses because of a node, by the name that the exporter gave it or that of its result. */
export function refuse(
  refused: PackRefusal['refused'],
  { opType = '', name = '', output }: NodeProto,
  more: PackRefusal['params'] = {}
): PackRefusal {
  return { refused, params: { operator: opType, node: name || (output[0] ?? ''), ...more } };
}

/** The runtime's own operators. */
export const MICROSOFT = 'com.microsoft';

/** A whole-number attribute; `fallback` is what the operator assumes where it is missing. */
export function wholeNumberOf(node: NodeProto, name: string, fallback: number): number {
  return Number(attributeOf(node, name)?.i ?? fallback);
}

export function attributeOf(node: NodeProto, name: string): AttributeProto | undefined {
  return node.attribute.find((attribute) => attribute.name === name);
}

/** The node that makes each value. */
export type Producers = ReadonlyMap<string, NodeProto>;

export function producersOf(nodes: readonly NodeProto[]): Producers {
  return new Map(nodes.flatMap((node) => named(node.output).map((name) => [name, node] as const)));
}

/** The names that stand for something: an empty one is an input or output that is left out. */
export const named = (names: readonly string[]) => names.filter((name) => name !== '');

/**
 * The nodes that the outputs need, in their order.
 * @param beyond goes on to what a node needs; where it says no, the node's own inputs do not count
 */
export function liveNodes(
  nodes: readonly NodeProto[],
  outputs: readonly string[],
  beyond: (node: NodeProto) => boolean = () => true
): NodeProto[] {
  const producers = producersOf(nodes);
  const live = new Set<NodeProto>();
  const wanted = [...outputs];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const node = producers.get(name);
    if (!node || live.has(node)) continue;
    live.add(node);
    if (beyond(node)) wanted.push(...node.input);
  }
  return nodes.filter((node) => live.has(node));
}

export const namesOf = (values: readonly ValueInfoProto[]): string[] =>
  values.map(({ name }) => name ?? '');

/** Size of a dimension where it is a number. */
export function sizeOf(value: ValueInfoProto | undefined, dimension: number): number | undefined {
  return value?.type?.tensorType?.shape?.dim[dimension]?.dimValue;
}

export function newNode(
  opType: string,
  input: string[],
  output: string[],
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
  domain?: string
): NodeProto {
  return {
    input,
    output,
    name: output[0] as string,
    opType,
    attribute: Object.entries(attributes).map(([name, value]) => wholeAttribute(name, value)),
    ...(domain ? { domain } : {})
  };
}

/** A whole number, or a list of them, as an attribute. */
export function wholeAttribute(name: string, value: number | readonly number[]): AttributeProto {
  const empty = { floats: [], ints: [], strings: [], tensors: [], graphs: [] };
  return typeof value === 'number'
    ? { ...empty, name, i: BigInt(value), type: AttributeType.int }
    : { ...empty, name, ints: value.map(BigInt), type: AttributeType.ints };
}

/** A list of whole numbers as a constant of the graph. */
export function wholeNumbers(name: string, values: readonly number[]): TensorProto {
  const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return constant(name, DataType.int64, [values.length], bytes);
}

/** One 32-bit float as a constant of the graph, without dimensions. */
export function floatNumber(name: string, value: number): TensorProto {
  return constant(name, DataType.float, [], new Uint8Array(Float32Array.of(value).buffer));
}

function constant(name: string, dataType: number, dims: number[], rawData: Uint8Array) {
  const empty = { floatData: [], int32Data: [], stringData: [], int64Data: [], externalData: [] };
  return { ...empty, name, dataType, dims, rawData };
}

/** An input or output; texts are named dimensions. */
export function newValue(
  name: string,
  elemType: number,
  dims: readonly (number | string)[]
): ValueInfoProto {
  const dim = dims.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size }
  );
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** A constant of the graph by name. */
export function constantOf(graph: GraphProto, name: string): TensorProto | undefined {
  return graph.initializer.find((tensor) => tensor.name === name);
}

/** The constants of a graph that nodes use. */
export function usedConstants(graph: GraphProto, nodes: readonly NodeProto[]): TensorProto[] {
  const used = new Set(nodes.flatMap(({ input }) => input));
  return graph.initializer.filter(({ name = '' }) => used.has(name));
}
