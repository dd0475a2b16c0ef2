import type { ChatFormat } from '../prompts/types.ts';
import { gateCost, type GateCost } from './gateCost.ts';
import { gateList, wantedPictures } from './participants.ts';
import { studyCost, type StudyCost } from './studyCost.ts';
import { studyCues } from './studyCues.ts';
import { studyQuestions } from './studySteps.ts';
import type { Study } from './studyTypes.ts';

/** Turn marks hardly weigh in an estimate. */
const PLAIN_CHAT: ChatFormat = {
  system: { open: '', close: '' },
  user: { open: '', close: '' },
  assistant: { open: '' }
};
/** Tokens of a picture for the pocket model; larger ones see more. */
const PICTURE_TOKENS = 16;
/** Answers a minute without a graphics card, before anything was measured. */
export const USUAL_PER_MINUTE = 60;

/**
 * What a study will ask for before any model is loaded, and its gate on top of that.
 * @param pictureTokens that one picture stands for
 */
export function plannedCost(
  study: Study,
  survey: Parameters<typeof studyQuestions>[1] & Parameters<typeof gateList>[1],
  pictureTokens = PICTURE_TOKENS
): { cost: StudyCost; gate: GateCost } {
  const assumptions = { chat: PLAIN_CHAT, pictureTokens };
  const wanted = wantedPictures(study);
  const looked = study.cues.includes('picture') ? wanted : [];
  return {
    cost: studyCost(study, studyCues(study, wanted), studyQuestions(study, survey), assumptions),
    gate: gateCost(study, looked, gateList(study, survey), assumptions)
  };
}
