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

/** Why a graph stays as it is: a message code and its parameters. */
export interface PackRefusal {
  refused: 'pack-inputs' | 'pack-attention' | 'pack-positions' | 'pack-logits' | 'pack-operator';
  params: Record<string, string | number>;
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
export function producersOf(nodes: readonly NodeProto[]): ReadonlyMap<string, NodeProto> {
  return new Map(nodes.flatMap((node) => named(node.output).map((name) => [name, node] as const)));
}

/** An empty name stands for an input or output that is left out. */
const named = (names: readonly string[]) => names.filter((name) => name !== '');

/** The nodes that the outputs need, in their order. */
export function liveNodes(nodes: readonly NodeProto[], outputs: readonly string[]): NodeProto[] {
  const producers = producersOf(nodes);
  const live = new Set<NodeProto>();
  const wanted = [...outputs];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const node = producers.get(name);
    if (!node || live.has(node)) continue;
    live.add(node);
    wanted.push(...node.input);
  }
  return nodes.filter((node) => live.has(node));
}

/** All values that depend on `source`; nodes come in order, so one pass is enough. */
export function dependentOn(nodes: readonly NodeProto[], source: string): ReadonlySet<string> {
  const reached = new Set([source]);
  for (const { input, output } of nodes) {
    if (input.some((name) => reached.has(name)))
      for (const name of named(output)) reached.add(name);
  }
  return reached;
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
