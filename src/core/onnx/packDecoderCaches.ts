import { dependentOn, isSize, type TokenFlow } from './packDecoderFlow.ts';
import { namesOf, refuse, type PackRefusal } from './packDecoderGraph.ts';
import { isTokenwise } from './packDecoderOperators.ts';
import type { NodeProto } from './types.ts';

/** What a decoder keeps of earlier tokens in keys and values; the key tells the layer. */
const KEYS = /^past_key_values\.\d+\.key$/;
const KEYS_AND_VALUES = /^past_key_values\.\d+\.(key|value)$/;

/**
 * Refuses a decoder that remembers otherwise than by keys and values: a state runs through the
 * tokens in their order, and nothing keeps prompts apart in it.
 */
export function otherMemory(flow: TokenFlow): PackRefusal | null {
  const past = namesOf(flow.graph.input).filter((name) => name.startsWith('past'));
  if (past.length === 0) return { refused: 'pack-inputs', params: { input: 'past_key_values' } };
  const state = past.find((name) => !KEYS_AND_VALUES.test(name));
  if (state === undefined) return null;
  const users = usersOf(flow, dependentOn(flow.nodes, [state]));
  const node = users.find((user) => !isTokenwise(flow, user)) ?? users[0];
  return node
    ? refuse('pack-state', node, { input: state })
    : { refused: 'pack-inputs', params: { input: state } };
}

const usersOf = ({ nodes }: TokenFlow, values: ReadonlySet<string>): NodeProto[] =>
  nodes.filter((node) => !isSize(node) && node.input.some((name) => values.has(name)));

/** Operators that only lay keys out. */
const LAYS_OUT = new Set(
  'Cast Concat Expand Identity Mul Reshape Slice Squeeze Tile Transpose Unsqueeze'.split(' ')
);

/**
 * The first node that reads keys of earlier tokens and is none of the known attentions.
 * @param looking the nodes of the known attentions
 */
export function unknownAttention(
  flow: TokenFlow,
  looking: ReadonlySet<NodeProto>
): PackRefusal | null {
  for (const keys of namesOf(flow.graph.input).filter((name) => KEYS.test(name))) {
    const reached = [keys];
    for (const value of reached) {
      for (const node of usersOf(flow, new Set([value]))) {
        if (looking.has(node)) continue;
        if (!LAYS_OUT.has(node.opType ?? '')) {
          return refuse('pack-attention', node, { option: keys });
        }
        reached.push(...node.output);
      }
    }
  }
  return null;
}
