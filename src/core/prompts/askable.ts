import type { Question } from '../survey/types.ts';
import type { Readout } from './types.ts';

/**
 * Can the question be read by its options' own words? Imported wordings may lack the lead-in and
 * its continuations; such a question can be asked by letters only.
 */
export function hasContinuations(question: Question): boolean {
  return question.leadIn !== '' && question.continuations.length === question.options.length;
}

/** The questions of a list that a readout can ask. */
export function askableBy(readout: Readout, questions: readonly Question[]): readonly Question[] {
  return readout === 'letter' ? questions : questions.filter(hasContinuations);
}
