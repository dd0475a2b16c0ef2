import type { TokenFlow } from './packDecoderFlow.ts';
import { newNode, refuse, type PackRefusal } from './packDecoderGraph.ts';
import { oddInMask } from './packDecoderMask.ts';
import type { NodeProto } from './types.ts';

/** An attention spelled out in small operators, ready to be kept apart by a bias. */
export interface SpelledAttention {
  /** What stands in for a node. */
  replaced: ReadonlyMap<NodeProto, NodeProto>;
  /** The nodes that look from token to token: both products and the softmax. */
  looking: readonly NodeProto[];
}

/** Operators between scores and softmax that treat each score by itself. */
const BY_SCORE = new Set(['Cast', 'Identity', 'Mul', 'Div', 'Max', 'Tanh']);
/** Operators between softmax and the product with the values. */
const BY_WEIGHT = new Set(['Cast', 'Identity', 'Where']);

/**
 * An attention as exporters of PyTorch's own operations spell it out: scores = q kᵀ, scaled, a mask
 * added or chosen, softmax, times v. The bias takes the mask's place.
 * @param biasFor name of the bias in the type of a value; null where there is none of it
 */
export function packSpelled(
  flow: TokenFlow,
  softmax: NodeProto,
  biasFor: (value: string) => string | null
): SpelledAttention | PackRefusal {
  const masks: { node: NodeProto; scores: string }[] = [];
  let value = softmax.input[0] as string;
  let product = flow.producers.get(value);
  for (; product && !isProduct(flow, product); product = flow.producers.get(value)) {
    const carried = product.input.filter((name) => flow.tokens.has(name));
    const [scores] = carried;
    if (scores === undefined || carried.length > 1) return refuseScores(product);
    if (product.opType === 'Add' || product.opType === 'Where') {
      const odd = oddInMask(
        flow,
        product.input.filter((name) => name !== scores)
      );
      if (odd !== null) return refuse('pack-attention', product, { option: odd });
      masks.push({ node: product, scores });
    } else if (!BY_SCORE.has(product.opType ?? '')) return refuseScores(product);
    value = scores;
  }
  if (!product) return refuseScores(softmax);
  if (masks.length === 0) return refuse('pack-attention', softmax, { option: 'mask' });
  const mixing = mixingOf(flow, softmax);
  if ('refused' in mixing) return mixing;
  const replaced = new Map<NodeProto, NodeProto>();
  for (const [at, { node, scores }] of masks.entries()) {
    const bias = biasFor(scores);
    if (bias === null) return refuse('pack-attention', node, { option: 'type' });
    // One bias is enough, however many masks there were.
    const [opType, input] = at === 0 ? ['Add', [scores, bias]] : ['Identity', [scores]];
    replaced.set(node, { ...newNode(opType as string, input as string[], node.output) });
  }
  return { replaced, looking: [product, softmax, mixing] };
}

/** Is the node a product of two values that both carry tokens? */
export function isProduct({ tokens }: TokenFlow, { opType, input }: NodeProto): boolean {
  return opType === 'MatMul' && input.every((name) => tokens.has(name));
}

/** The product of weights and values. */
function mixingOf(flow: TokenFlow, softmax: NodeProto): NodeProto | PackRefusal {
  for (let node = softmax; ;) {
    const users = flow.nodes.filter(
      ({ opType, input }) => opType !== 'IsNaN' && input.includes(node.output[0] as string)
    );
    const [user] = users;
    if (!user || users.length > 1) return refuseScores(node);
    if (isProduct(flow, user)) return user;
    if (!BY_WEIGHT.has(user.opType ?? '')) return refuseScores(user);
    node = user;
  }
}

const refuseScores = (node: NodeProto) => refuse('pack-attention', node, { option: 'softmax' });
