import { mean } from '../mean.ts';
import type { Distribution, Scale } from '../survey/types.ts';
import { hasPosition } from './positions.ts';
import { expectedPosition, totalVariation } from './shift.ts';

type Shares = Float64Array | Distribution;

/** One answer measured from its control's. */
export interface FromControl {
  /** E[cue] - E[control] in scale lengths, -1 to 1; NaN for options without an order. */
  shift: number;
  /** How far: |shift|, or total variation for options without an order, in [0, 1]. */
  size: number;
  /** Largest distance, measured alike, between any two of the control's answers; NaN for fewer than two. */
  reach: number;
}

/**
 * Net movement of one question: an answer against the mean of its control's answers. Source:
 * controls-and-inference, Controls.
 * @param zeros at least one
 */
export function fromControl(scale: Scale, own: Shares, zeros: readonly Shares[]): FromControl {
  const middle = meanAnswer(zeros);
  const reaches = zeros.flatMap((a, k) =>
    zeros.slice(k + 1).map((b) => answerDistance(scale, a, b))
  );
  return {
    shift: (scalePlace(scale, own) ?? NaN) - (scalePlace(scale, middle) ?? NaN),
    size: answerDistance(scale, own, middle),
    reach: reaches.length > 0 ? Math.max(...reaches) : NaN
  };
}

/** Expected position in scale lengths, 0 to 1; null for options without an order. */
export function scalePlace(scale: Scale, p: Shares): number | null {
  return hasPosition(scale, p.length) ? expectedPosition(p) / (p.length - 1) : null;
}

/** Between two answers' places; total variation for options without an order. In [0, 1]. */
export function answerDistance(scale: Scale, a: Shares, b: Shares): number {
  const [from, to] = [scalePlace(scale, a), scalePlace(scale, b)];
  return from === null || to === null ? totalVariation(a, b) : Math.abs(from - to);
}

/** Option by option the mean of some answers to one question. @param answers at least one */
export function meanAnswer(answers: readonly Shares[]): number[] {
  return Array.from(answers[0] ?? [], (_, option) => mean(answers.map((p) => p[option] as number)));
}

/** A smaller move reads as 0% of the scale, and would be told as one. */
const NO_MOVE = 0.005;

/**
 * Does a cue move the answer farther than its control's answers lie apart? False where unknown, and
 * where the move reads as none: blanks that agree to the last digit have a reach of nothing. Source:
 * controls-and-inference, Controls; the floor is ours.
 */
export function beatsReach({ size, reach }: Pick<FromControl, 'size' | 'reach'>): boolean {
  return size > reach && size >= NO_MOVE;
}

/** How far from the zero an answer begins to count: what a band around it has to show. */
export function countsFrom({ reach }: Pick<FromControl, 'reach'>): number {
  return Math.max(reach, NO_MOVE);
}
