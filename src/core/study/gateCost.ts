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
import { seeingModels } from './wordsOnly.ts';

/** What the country gate asks for on top of the study's questions, over all models. */
export interface GateCost extends Pick<StudyCost, 'jobs' | 'tokens' | 'storedBytes'> {
  /** Tokens that models write themselves, one after the other, at most; 0 where names are scored. */
  written: number;
}

/** Characters of a stored answer take as many bytes, or twice. */
const ENTRY_BYTES = 300;

/**
 * Cost of the country gate before it runs; counts are exact but for `tokens` and `storedBytes`.
 * @param pictures that each model looks at which takes pictures
 * @param list names that a picture is held against
 */
export function gateCost(
  { gate, models }: Pick<Study, 'gate' | 'models'>,
  pictures: readonly GatedPicture[],
  list: readonly GateCountry[],
  assumptions: CostAssumptions
): GateCost {
  const seeing = seeingModels({ models }).length;
  const looks = pictures.length * seeing;
  const none = { jobs: 0, tokens: 0, storedBytes: 0, written: 0 };
  const [first] = pictures;
  if (!gate.on || seeing === 0 || first === undefined) return none;
  const { chat, pictureTokens, charactersPerToken = 4 } = assumptions;
  if (gateMethodOf(gate) === 'free') {
    const cost = { ...none, jobs: looks };
    for (const picture of pictures) {
      const { prefix, suffix, maxTokens } = freeQuestion(gate, picture, list, chat);
      const text = prefix.replace('<image>', '') + suffix;
      cost.tokens += seeing * (tokensOfText(text, assumptions) + pictureTokens + maxTokens);
      cost.storedBytes += seeing * (ENTRY_BYTES + maxTokens * charactersPerToken);
      cost.written += seeing * maxTokens;
    }
    return cost;
  }
  const job = gateJob(first.id, list, chat);
  const own = tokensOfText(job.prefix.replace('<image>', ''), assumptions);
  const shared = tokensOfJob(job, assumptions);
  // Once per model without any picture: what the names weigh by themselves.
  const jobs = looks + seeing;
  return {
    jobs,
    tokens: jobs * (own + shared) + looks * pictureTokens,
    storedBytes: jobs * bytesOfScore(job),
    written: 0
  };
}
