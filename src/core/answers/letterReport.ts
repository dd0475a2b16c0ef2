import { mean } from '../mean.ts';
import type { Answer } from './types.ts';

/** Below this the model did not take the question as multiple choice. */
export const LOW_LETTER_MASS = 0.8;
/** From here on (bits, mean between orders) the answer follows the place more than the content. */
export const HIGH_SENSITIVITY = 0.1;
/** So many first choices flip with the order that they say little. */
const HIGH_FLIPS = 0.25;

/** How well letter answers can be trusted. */
export interface LetterReport {
  /** Answers read by letter, and those asked in more than one order. */
  answers: number;
  ordered: number;
  meanMass: number;
  lowMass: number;
  /** `low` where any answer's letter mass is. */
  mass: 'low' | 'fine';
  /** Mean JS divergence between orders (bits) and share of flipped first choices; null for one order. */
  order: { divergence: number; flips: number; verdict: 'bad' | 'fine' } | null;
}

/** @returns null where nothing was read by letter */
export function letterReport(all: readonly (Answer | null)[]): LetterReport | null {
  const answers = all.filter((each) => each !== null && each.letterMass !== null) as Answer[];
  if (answers.length === 0) return null;
  const masses = answers.map((answer) => answer.letterMass ?? 0);
  const lowMass = masses.filter((mass) => mass < LOW_LETTER_MASS).length;
  const orders = answers.flatMap((answer) => answer.orderSensitivity ?? []);
  return {
    answers: answers.length,
    ordered: orders.length,
    meanMass: mean(masses),
    lowMass,
    mass: lowMass > 0 ? 'low' : 'fine',
    order: orders.length > 0 ? orderReport(orders) : null
  };
}

function orderReport(orders: readonly NonNullable<Answer['orderSensitivity']>[]) {
  const divergence = mean(orders.map((order) => order.divergence));
  const flips = mean(orders.map((order) => Number(order.flips)));
  const bad = divergence >= HIGH_SENSITIVITY || flips >= HIGH_FLIPS;
  return { divergence, flips, verdict: bad ? ('bad' as const) : ('fine' as const) };
}
