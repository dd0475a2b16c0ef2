import type { NodeProto } from './types.ts';

/**
 * Operators that treat every token by itself, or work on shapes. Whatever is not named here may
 * carry something from one token to the next. Among those left out: DynamicQuantizeLinear, whose
 * scale depends on all tokens of a call, CumSum, convolutions, recurrent states, and Softmax, which
 * would be an attention spelled out.
 */
const TOKENWISE = new Set(
  `Abs Add And Cast Clip Concat Constant ConstantOfShape Cos DequantizeLinear Div Elu Equal Erf Exp
   Expand Flatten Floor Gather Gelu Greater GreaterOrEqual Identity Less LessOrEqual Log MatMul Max
   Min Mod Mul Neg Not Or Pow Range Reciprocal ReduceMax ReduceMean ReduceSum Relu Reshape Shape
   Sigmoid Sign Silu Sin Slice Softplus Split Sqrt Squeeze Sub Swish Tanh Transpose Unsqueeze Where
   LayerNormalization RMSNormalization SimplifiedLayerNormalization SkipLayerNormalization
   SkipSimplifiedLayerNormalization BiasGelu FastGelu QuickGelu FusedMatMul GatherBlockQuantized
   GroupQueryAttention MatMulNBits MultiHeadAttention RotaryEmbedding`.split(/\s+/)
);

/** Does the node keep tokens apart? One with a graph inside, such as If, may do anything. */
export function isTokenwise({ opType = '', attribute }: NodeProto): boolean {
  return TOKENWISE.has(opType) && attribute.every(({ g, graphs }) => !g && graphs.length === 0);
}
