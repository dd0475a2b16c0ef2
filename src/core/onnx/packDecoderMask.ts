import { fromHalves } from './float16.ts';
import { isSize, tensorsIn, type TokenFlow } from './packDecoderFlow.ts';
import { constantOf, liveNodes } from './packDecoderGraph.ts';
import { DataType, EXTERNAL, type NodeProto, type TensorProto } from './types.ts';

/** Longest prompt, in tokens, that is ever asked: a window as wide as that hides nothing. */
const LONGEST = 4096;
/** Numbers below this leave no weight behind a softmax. */
const BLOCKS = -1e4;
/** Operators in which a window's width stands beside token numbers. */
const COMPARES = new Set(['Add', 'Sub', 'Less', 'LessOrEqual', 'Greater', 'GreaterOrEqual']);

/**
 * Is a mask nothing but "look at no later token", so that a bias from outside can take its place?
 * It may hold zeros, ones and numbers that block, and no window narrower than any prompt; slopes by
 * distance, say, would be lost.
 * @param values the values that make up the mask
 * @returns null, or what it holds besides
 */
export function oddInMask({ graph, nodes }: TokenFlow, values: readonly string[]): string | null {
  const makers = liveNodes(nodes, values, (node) => !isSize(node)).filter((node) => !isSize(node));
  const names = new Set([...values, ...makers.flatMap(({ input }) => input)]);
  const constants = [
    ...graph.initializer.filter(({ name = '' }) => names.has(name)),
    ...makers.flatMap(tensorsIn)
  ];
  if (!constants.every(isPlain)) return 'mask';
  return makers.some((node) => hasWindow(graph, makers, node)) ? 'window' : null;
}

function isPlain(tensor: TensorProto): boolean {
  const halves = tensor.dataType === DataType.float16;
  if (!halves && tensor.dataType !== DataType.float) return true;
  if (tensor.dataLocation === EXTERNAL) return false;
  const numbers = halves ? halvesIn(tensor) : floatsIn(tensor);
  return numbers.every((number) => number === 0 || number === 1 || number <= BLOCKS);
}

function hasWindow(
  graph: TokenFlow['graph'],
  makers: readonly NodeProto[],
  node: NodeProto
): boolean {
  if (!COMPARES.has(node.opType ?? '')) return false;
  return node.input.some((name) => {
    const maker = makers.find(({ opType, output }) => opType === 'Constant' && output[0] === name);
    const tensor = maker ? tensorsIn(maker)[0] : constantOf(graph, name);
    if (tensor?.dataType !== DataType.int64) return false;
    return wholesIn(tensor).some((width) => Math.abs(width) > 1 && Math.abs(width) < LONGEST);
  });
}

/** Bytes in a buffer of their own: a view of wider numbers must begin at a multiple of their size. */
const bufferOf = (bytes: Uint8Array) => bytes.slice().buffer;

const wholesIn = ({ rawData, int64Data }: TensorProto): number[] =>
  (rawData ? [...new BigInt64Array(bufferOf(rawData))] : int64Data).map(Number);

const floatsIn = ({ rawData, floatData }: TensorProto): readonly number[] =>
  rawData ? [...new Float32Array(bufferOf(rawData))] : floatData;

const halvesIn = ({ rawData, int32Data }: TensorProto): number[] => {
  const bits = rawData ? new Uint16Array(bufferOf(rawData)) : Uint16Array.from(int32Data);
  return [...fromHalves(bits)];
};
