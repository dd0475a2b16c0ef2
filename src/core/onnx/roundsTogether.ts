import type { ModelProto } from './types.ts';

/** The message code of a decoder that must be asked one prompt at a time because of it. */
export const ROUNDS_TOGETHER = 'rounds-together';

/**
 * Operators that round the numbers between layers to 8 bits by a scale taken from all of a call's
 * tokens (onnx.ai, DynamicQuantizeLinear; onnxruntime's fused form of it with a product behind).
 */
const ROUNDING = new Set(['DynamicQuantizeLinear', 'DynamicQuantizeMatMul']);

/**
 * Does the graph round all tokens of a call together? Then a token's numbers change with its
 * neighbours, even those that come after it, and only a prompt that is alone has its own.
 */
export function roundsTogether({ graph }: ModelProto): boolean {
  return graph?.node.some(({ opType = '' }) => ROUNDING.has(opType)) ?? false;
}
