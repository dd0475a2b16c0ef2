import { dependentOn, typeOf, type TokenFlow } from './packDecoderFlow.ts';
import { newNode } from './packDecoderGraph.ts';
import { DataType, type NodeProto } from './types.ts';

/** The input that tells each token's position. */
export const POSITIONS = 'position_ids';

/** Where a node takes counted positions: the number of the input. */
type Place = readonly [node: NodeProto, at: number];

/**
 * Gives positions from outside to a graph that counts them by itself, where it looks them up in a
 * table or turns them into angles: counted, they would run on from one prompt to the next.
 * @returns the nodes; the same ones where nothing of the kind is found
 */
export function givePositions(flow: TokenFlow): NodeProto[] {
  const lookups = flow.nodes.filter((node) => looksUp(flow, node));
  const tables = lookups.map(({ input }) => input[0] as string);
  const turned = flow.nodes.filter((node) => turnsToAngles(flow, node, tables));
  const rotary = flow.nodes.filter(
    ({ opType, input }) => opType === 'RotaryEmbedding' && isCounted(flow, input[1] as string)
  );
  const places = new Map<NodeProto, number>([
    ...[...lookups, ...rotary].map((node): Place => [node, 1]),
    ...turned.map((node): Place => [node, 0])
  ]);
  const made = new Set<string>();
  return flow.nodes.flatMap((node) => {
    const at = places.get(node);
    if (at === undefined) return [node];
    const counted = node.input[at] as string;
    const given = `packed/${counted}`;
    const input = node.input.map((name, index) => (index === at ? given : name));
    const before = made.has(counted) ? [] : inTheShapeOf(counted, given);
    made.add(counted);
    return [...before, { ...node, input }];
  });
}

/** The positions have one number a token, like those that were counted. */
const inTheShapeOf = (counted: string, given: string): NodeProto[] => [
  newNode('Shape', [counted], [`${given}/shape`]),
  newNode('Reshape', [POSITIONS, `${given}/shape`], [given])
];

/** Rows of a table of numbers by a computed index: vectors, cosines or sines of positions. */
function looksUp(flow: TokenFlow, { opType, input, attribute }: NodeProto): boolean {
  const [table, index] = input as [string, string];
  if (opType !== 'Gather' || attribute.some(({ name, i }) => name === 'axis' && i !== 0n)) {
    return false;
  }
  return !flow.tokens.has(table) && isReal(typeOf(flow, table)) && isCounted(flow, index);
}

/** Whole numbers made real on their way to a cosine or sine, other than those of a whole table. */
function turnsToAngles(flow: TokenFlow, node: NodeProto, tables: readonly string[]): boolean {
  const [value, angle] = [node.input[0] as string, node.output[0] as string];
  if (node.opType !== 'Cast' || !isReal(typeOf(flow, angle)) || !isCounted(flow, value)) {
    return false;
  }
  const reached = dependentOn(flow.nodes, [angle]);
  if (tables.some((table) => reached.has(table))) return false;
  return flow.nodes.some(
    ({ opType, input }) =>
      (opType === 'Cos' || opType === 'Sin') && input.some((name) => reached.has(name))
  );
}

/** A whole number that is computed, and not from what tokens mean. */
function isCounted(flow: TokenFlow, value: string): boolean {
  const maker = flow.producers.get(value);
  if (!maker || maker.opType === 'Constant' || flow.tokens.has(value)) return false;
  return typeOf(flow, value) === DataType.int64;
}

const isReal = (type: number | undefined) => type === DataType.float || type === DataType.float16;
