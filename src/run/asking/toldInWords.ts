import { brief } from '../../core/prompts/brief.ts';
import type { AskPlan, Cue } from '../../core/prompts/types.ts';
import type { Question, QuestionId } from '../../core/survey/types.ts';
import type { ShippedAnswers } from '../../formats/shippedAnswers.ts';
import { answersInFile, type FileAnswers } from './answersInFile.ts';

/** How the language model of the words example was asked, whatever the Lab asks its own in. */
export const TOLD = {
  template: brief,
  readout: 'letter',
  orders: 'forward+reverse',
  dontKnow: 'omit',
  system: 'own'
} as const satisfies Partial<AskPlan>;

/**
 * What the shipped language model answered when it was told something in words, by question. Only answers
 * to these very prompts are found: to a question in other words, or about other words, there is none.
 */
export function toldInWords(
  shipped: ShippedAnswers,
  cues: readonly Cue[],
  questions: readonly Question[]
): Promise<ReadonlyMap<QuestionId, FileAnswers>> {
  // Letters have no variant.
  return answersInFile(shipped, { ...TOLD, cues, questions }, 'raw');
}
