import { freeGateJob, gateJob, type GateList } from '../../../core/prompts/gatePrompt.ts';
import type { GateMethod } from '../../../core/study/gateMethod.ts';
import { sha256 } from '../../../core/digest.ts';
import { identityText, type AnswerIdentity } from '../open/segmentIds.ts';

/**
 * The name of what a model makes of pictures: model, prompt, list of names, and by the prompt also
 * the method, so that scores and free answers never mix.
 */
export function gateId(
  list: GateList,
  identity: AnswerIdentity,
  method: GateMethod
): Promise<string> {
  const codes = list.map(({ code }) => code);
  const model = identityText(identity);
  if (method === 'free') {
    const { prefix, suffix, maxTokens } = freeGateJob('', list, identity.chat);
    return sha256(JSON.stringify(['gate-free', 1, model, prefix, suffix, maxTokens, codes]));
  }
  const { prefix, suffix, targets } = gateJob('', list, identity.chat);
  return sha256(JSON.stringify(['gate', 1, model, prefix, suffix, targets, codes]));
}
