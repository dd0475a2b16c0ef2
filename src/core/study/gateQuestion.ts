import { freeGateJob, type GateList } from '../prompts/gatePrompt.ts';
import { paperGateJob } from '../prompts/paperGate.ts';
import type { ChatFormat, GenerateJob } from '../prompts/types.ts';
import { gatePromptOf } from './gateMethod.ts';
import type { GateRule, StudyPicture } from './studyTypes.ts';

/** What of a picture decides what is asked about it. */
export type GatedPicture = Pick<StudyPicture, 'id' | 'category'>;

/** The question for the country of a picture, to be answered freely, as the gate is set. */
export function freeQuestion(
  gate: Pick<GateRule, 'method' | 'prompt'>,
  picture: GatedPicture,
  list: GateList,
  chat: ChatFormat
): GenerateJob {
  return gatePromptOf(gate) === 'paper'
    ? paperGateJob(picture, list, chat)
    : freeGateJob(picture.id, list, chat);
}
