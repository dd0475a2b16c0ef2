import { wilson } from '../inference/wilson.ts';
import { READING_QUESTIONS } from '../prompts/readingQuestions.ts';
import type { Answer } from './types.ts';
import type { Readout } from '../prompts/types.ts';

/** How many trivial questions a readout got right. */
export interface ReadingGrade {
  correct: number;
  n: number;
  /** Share that guessing gets right. */
  chance: number;
  /** Wilson's 95% interval of the share right. */
  interval: readonly [number, number];
}

const OPTIONS = 4;

/**
 * Grades the answers to READING_QUESTIONS, per readout; null for a readout without answers.
 * Right means that the right option alone is the likeliest.
 */
export function gradeReading(answers: readonly Answer[]): Record<Readout, ReadingGrade | null> {
  return { letter: gradeOf('letter', answers), text: gradeOf('text', answers) };
}

function gradeOf(readout: Readout, answers: readonly Answer[]): ReadingGrade | null {
  const graded = answers.flatMap((answer) => {
    const question = READING_QUESTIONS.find(({ id }) => id === answer.question);
    return question && answer.readout === readout ? [isRight(answer, question.correct)] : [];
  });
  const n = graded.length;
  if (n === 0) return null;
  const correct = graded.filter(Boolean).length;
  return { correct, n, chance: 1 / OPTIONS, interval: wilson(correct, n) };
}

function isRight(answer: Answer, correct: number): boolean {
  const chosen = answer.distribution[correct] as number;
  return answer.distribution.every((share, k) => k === correct || share < chosen);
}

/**
 * The readout a model starts with: `letter` (the paper's) only where it reads letters surely better
 * than chance and no worse than the lower end of what its `text` readout may be; else `text`.
 */
export function defaultReadout(grades: Record<Readout, ReadingGrade | null>): Readout {
  const { letter, text } = grades;
  if (!letter || letter.interval[0] <= letter.chance) return 'text';
  return text && letter.correct / letter.n < text.interval[0] ? 'text' : 'letter';
}
