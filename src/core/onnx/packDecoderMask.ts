import { constantBehind, numbersOfConstant, tensorsIn } from './packDecoderConstants.ts';
import { isSize, type TokenFlow } from './packDecoderFlow.ts';
import { liveNodes } from './packDecoderGraph.ts';
import { DataType, type NodeProto, type TensorProto } from './types.ts';

/** Tokens of a prompt longer than any that is asked: a window as wide as that hides nothing. */
const LONGEST = 4096;

/** Would a window of so many tokens hide the beginning of a long prompt? */
export const isNarrow = (window: number): boolean => Math.abs(window) < LONGEST;

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
export function oddInMask(flow: TokenFlow, values: readonly string[]): string | null {
  const makers = liveNodes(flow.nodes, values, (node) => !isSize(node)).filter(
    (node) => !isSize(node)
  );
  const names = new Set([...values, ...makers.flatMap(({ input }) => input)]);
  const constants = [
    ...flow.graph.initializer.filter(({ name = '' }) => names.has(name)),
    ...makers.flatMap(tensorsIn)
  ];
  if (!constants.every(isPlain)) return 'mask';
  return makers.some((node) => hasWindow(flow, node)) ? 'window' : null;
}

function isPlain(tensor: TensorProto): boolean {
  if (tensor.dataType !== DataType.float && tensor.dataType !== DataType.float16) return true;
  const numbers = numbersOfConstant(tensor);
  return numbers?.every((number) => number === 0 || number === 1 || number <= BLOCKS) ?? false;
}

function hasWindow({ graph, producers }: TokenFlow, { opType = '', input }: NodeProto): boolean {
  if (!COMPARES.has(opType)) return false;
  return input.some((name) => {
    const tensor = constantBehind(graph, producers, name);
    if (tensor?.dataType !== DataType.int64) return false;
    const widths = numbersOfConstant(tensor) ?? [];
    return widths.some((width) => Math.abs(width) > 1 && isNarrow(width));
  });
}
