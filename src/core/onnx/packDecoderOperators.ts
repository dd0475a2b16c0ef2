import { constantBehind, numbersOfConstant } from './packDecoderConstants.ts';
import { isSize, type TokenFlow } from './packDecoderFlow.ts';
import { attributeOf, liveNodes, refuse, type PackRefusal } from './packDecoderGraph.ts';
import { isProduct } from './packDecoderSpelled.ts';
import type { NodeProto } from './types.ts';

/**
 * Operators that treat every token by itself, or work on shapes. Whatever is not named here may
 * carry something from one token to the next. Among those left out: DynamicQuantizeLinear, whose
 * scale depends on all tokens of a call, CumSum, convolutions, recurrent states, and Softmax outside
 * of an attention.
 */
const TOKENWISE = new Set(
  `Abs Add And Cast Clip Concat Constant ConstantOfShape Cos DequantizeLinear Div Elu Equal Erf Exp
   Expand Flatten Floor Gather Gelu Gemm Greater GreaterOrEqual Identity IsNaN Less LessOrEqual Log
   LpNormalization MatMul Max Min Mod Mul Neg Not Or Pow Range Reciprocal ReduceMax ReduceMean
   ReduceSum Relu Reshape Shape Sigmoid Sign Silu Sin Slice Softplus Split Sqrt Squeeze Sub Swish
   Tanh Transpose Unsqueeze Where
   LayerNormalization RMSNormalization SimplifiedLayerNormalization SkipLayerNormalization
   SkipSimplifiedLayerNormalization BiasGelu FastGelu QuickGelu FusedMatMul GatherBlockQuantized
   MatMulBnb4 MatMulNBits RotaryEmbedding`.split(/\s+/)
);

/** The first node that may carry something from one token to another, other than those known to. */
export function mixingNode(
  flow: TokenFlow,
  outputs: readonly string[],
  known: ReadonlySet<NodeProto>
): PackRefusal | null {
  const odd = liveNodes(flow.nodes, outputs, (node) => !isSize(node)).find(
    (node) => !known.has(node) && !isTokenwise(flow, node)
  );
  return odd ? refuse('pack-operator', odd) : null;
}

export function isTokenwise(flow: TokenFlow, node: NodeProto): boolean {
  const { opType = '', attribute, input } = node;
  // One with a graph inside, such as If, may do anything.
  if (!TOKENWISE.has(opType) || attribute.some(({ g, graphs }) => g || graphs.length > 0)) {
    return false;
  }
  if (!input.some((name) => flow.tokens.has(name))) return true;
  return !isProduct(flow, node) && (!opType.startsWith('Reduce') || reducesVectors(flow, node));
}

/** Does a sum or mean go over each token's own numbers only, the last axis? */
function reducesVectors({ graph, producers }: TokenFlow, node: NodeProto): boolean {
  const given = attributeOf(node, 'axes')?.ints;
  if (given) return given.length === 1 && given[0] === -1n;
  const axes = numbersOfConstant(constantBehind(graph, producers, node.input[1] ?? ''));
  return axes?.length === 1 && axes[0] === -1;
}
