import type { Answer } from '../../../core/answers/types.ts';
import type { QuestionView } from './views.ts';

/** Below this the model did not take the question as multiple choice. */
export const LOW_LETTER_MASS = 0.8;
/** From here on (bits, mean between orders) the answer follows the place more than the content. */
export const HIGH_SENSITIVITY = 0.1;
/** So many first choices flip with the order that they say little. */
const HIGH_FLIPS = 0.25;

/** How well letter answers can be trusted; null where nothing was read by letter. */
export interface LetterReport {
  /** Answers read by letter, and those asked in more than one order. */
  answers: number;
  ordered: number;
  meanMass: number;
  lowMass: number;
  /** Mean JS divergence between orders (bits) and share of flipped first choices; null for one order. */
  divergence: number | null;
  flips: number | null;
}

export function letterReport(views: readonly QuestionView[]): LetterReport | null {
  const answers = views
    .flatMap((view) => view.answers)
    .filter((answer): answer is Answer => answer?.letterMass !== null && answer !== null);
  if (answers.length === 0) return null;
  const masses = answers.map((answer) => answer.letterMass ?? 0);
  const orders = answers.flatMap((answer) => answer.orderSensitivity ?? []);
  return {
    answers: answers.length,
    ordered: orders.length,
    meanMass: mean(masses),
    lowMass: masses.filter((mass) => mass < LOW_LETTER_MASS).length,
    divergence: orders.length > 0 ? mean(orders.map((order) => order.divergence)) : null,
    flips: orders.length > 0 ? mean(orders.map((order) => (order.flips ? 1 : 0))) : null
  };
}

export function isOrderBad({ divergence, flips }: LetterReport): boolean {
  return (divergence ?? 0) >= HIGH_SENSITIVITY || (flips ?? 0) >= HIGH_FLIPS;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
