import { gateJob, type GateCountry } from '../prompts/gatePrompt.ts';
import {
  bytesOfScore,
  tokensOfJob,
  tokensOfText,
  type CostAssumptions,
  type StudyCost
} from './studyCost.ts';
import { gateMethodOf } from './gateMethod.ts';
import { freeQuestion, type GatedPicture } from './gateQuestion.ts';
import type { Study } from './studyTypes.ts';

/** What the country gate asks for on top of the study's questions, over all models. */
export interface GateCost extends Pick<StudyCost, 'jobs' | 'tokens' | 'storedBytes'> {
  /** Tokens that models write themselves, one after the other, at most; 0 where names are scored. */
  written: number;
}

/** Characters of a stored answer take as many bytes, or twice. */
const ENTRY_BYTES = 300;

/**
 * Cost of the country gate before it runs; counts are exact but for `tokens` and `storedBytes`.
 * @param pictures that each model looks at
 * @param list names that a picture is held against
 */
export function gateCost(
  { gate, models }: Pick<Study, 'gate' | 'models'>,
  pictures: readonly GatedPicture[],
  list: readonly GateCountry[],
  assumptions: CostAssumptions
): GateCost {
  const looks = pictures.length * models.length;
  const none = { jobs: 0, tokens: 0, storedBytes: 0, written: 0 };
  const [first] = pictures;
  if (!gate.on || first === undefined) return none;
  const { chat, pictureTokens, charactersPerToken = 4 } = assumptions;
  if (gateMethodOf(gate) === 'free') {
    const cost = { ...none, jobs: looks };
    for (const picture of pictures) {
      const { prefix, suffix, maxTokens } = freeQuestion(gate, picture, list, chat);
      const text = prefix.replace('<image>', '') + suffix;
      cost.tokens += models.length * (tokensOfText(text, assumptions) + pictureTokens + maxTokens);
      cost.storedBytes += models.length * (ENTRY_BYTES + maxTokens * charactersPerToken);
      cost.written += models.length * maxTokens;
    }
    return cost;
  }
  const job = gateJob(first.id, list, chat);
  const own = tokensOfText(job.prefix.replace('<image>', ''), assumptions);
  const shared = tokensOfJob(job, assumptions);
  // Once per model without any picture: what the names weigh by themselves.
  const jobs = looks + models.length;
  return {
    jobs,
    tokens: jobs * (own + shared) + looks * pictureTokens,
    storedBytes: jobs * bytesOfScore(job),
    written: 0
  };
}
