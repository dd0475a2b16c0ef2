import {
  packGroupQuery,
  packMultiHead,
  PAST_KEY,
  type RewrittenAttention
} from './packDecoderAttention.ts';
import { unknownAttention } from './packDecoderCaches.ts';
import { typeOf, type TokenFlow } from './packDecoderFlow.ts';
import { floatNumber, newNode, refuse, type PackRefusal } from './packDecoderGraph.ts';
import { packSpelled } from './packDecoderSpelled.ts';
import { DataType, type NodeProto } from './types.ts';

export interface PackedAttentions extends RewrittenAttention {
  /** All nodes that look from token to token. */
  looking: ReadonlySet<NodeProto>;
}

const BIAS = 'attention_bias';
const IN_HALVES = 'packed/attention_bias';
/**
 * What blocks in half precision: half of the largest number there is, so that a score added to it
 * stays a number, and its weight is 0 all the same.
 */
const BLOCKED_HALF = -32752;

/** All attentions of a decoder, with the bias in place of their masks. */
export function packAttentions(flow: TokenFlow): PackedAttentions | PackRefusal {
  const replaced = new Map<NodeProto, readonly NodeProto[]>();
  const looking = new Set<NodeProto>();
  const constants: RewrittenAttention['constants'] = [];
  let halves = false;
  const biasFor = (value: string) => {
    const type = typeOf(flow, value);
    halves ||= type === DataType.float16;
    return type === DataType.float ? BIAS : type === DataType.float16 ? IN_HALVES : null;
  };
  for (const node of flow.nodes) {
    if (node.opType === 'Softmax' && flow.tokens.has(node.output[0] as string)) {
      const spelled = packSpelled(flow, node, biasFor);
      if ('refused' in spelled) return spelled;
      for (const [old, by] of spelled.replaced) replaced.set(old, [by]);
      for (const one of spelled.looking) looking.add(one);
    }
    const pack = FUSED[node.opType ?? ''];
    if (!pack) continue;
    const bias = biasFor(node.input[typedBy(node)] as string);
    if (bias === null) return refuse('pack-attention', node, { option: 'type' });
    const fused = pack(flow, node, bias);
    if ('refused' in fused) return fused;
    replaced.set(node, fused.nodes);
    constants.push(...fused.constants);
    looking.add(node);
    for (const one of fused.nodes) if (one.opType === node.opType) looking.add(one);
  }
  const unknown = unknownAttention(flow, looking);
  if (unknown) return unknown;
  const nodes = flow.nodes.flatMap((node) => replaced.get(node) ?? [node]);
  if (!halves) return { nodes, constants, looking };
  const least = floatNumber(`${IN_HALVES}/least`, BLOCKED_HALF);
  const cut = newNode('Max', [BIAS, least.name as string], [`${IN_HALVES}/cut`]);
  const cast = newNode('Cast', cut.output, [IN_HALVES], { to: DataType.float16 });
  return { nodes: [cut, cast, ...nodes], constants: [...constants, least], looking };
}

const FUSED: Readonly<
  Record<
    string,
    (flow: TokenFlow, node: NodeProto, bias: string) => RewrittenAttention | PackRefusal
  >
> = {
  GroupQueryAttention: ({ graph }, node, bias) => packGroupQuery(graph, node, bias),
  MultiHeadAttention: packMultiHead
};

/** The input whose type is the attention's: the cache's where it has one inside. */
const typedBy = ({ opType }: NodeProto) => (opType === 'GroupQueryAttention' ? PAST_KEY : 0);
