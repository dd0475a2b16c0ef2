import type { Question } from '../survey/types.ts';
import rows from './readingQuestions.json';

/** A question whose answer everyone knows; only reading it is tested. */
export interface ReadingQuestion extends Question {
  /** Index of the right option. */
  correct: number;
}

/**
 * 24 trivial questions of our own, four options each. Each right position comes up six times, so a
 * model that always picks one scores 25%. Lead-ins do not repeat the question ("Its colour is", not
 * "Fresh grass is"): else the words before the answer would give it away without the question, and
 * PMI, which takes away what they give, would miss it.
 */
export const READING_QUESTIONS: readonly ReadingQuestion[] = rows.map(
  ({ text, leadIn, options, correct }, index) => ({
    id: `reading-${index + 1}`,
    topic: 'Methodological research',
    short: text,
    text,
    codes: [1, 2, 3, 4],
    options,
    leadIn,
    continuations: options.map((option) => ` ${option}`),
    scale: 'nominal',
    higher: null,
    correct
  })
);
