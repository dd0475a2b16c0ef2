import type { FrameQuestion } from './studyFrame.ts';

/**
 * Which questions count in means over questions: those about values. Where all are about behaviour,
 * these are what was asked for, and count.
 */
export function countsInMeans(questions: readonly Pick<FrameQuestion, 'use'>[]): boolean[] {
  const values = questions.map(({ use }) => use !== 'behaviour');
  return values.includes(true) ? values : questions.map(() => true);
}
