import type { Calibration } from '../../core/answers/calibration.ts';
import type { ReadingGrade } from '../../core/answers/readingCheck.ts';
import type { Readout } from '../../core/prompts/types.ts';
import { correlation, percent } from '../format.ts';
import { t } from '../i18n.ts';

/** In the order in which they are told. */
export const READOUTS: readonly Readout[] = ['text', 'letter'];

/** How many trivial questions a readout got right, with its interval and what guessing gives. */
export function gradeText(readout: Readout, grade: ReadingGrade): string {
  const { correct, n, chance, interval } = grade;
  if (n === 0) return t(`lab.reading.unasked.${readout}`);
  return t(`lab.reading.${readout}`, {
    correct,
    count: n,
    low: percent(interval[0]),
    high: percent(interval[1]),
    chance: percent(chance)
  });
}

/** How a readout's answers follow stated frequencies: slope and error with their intervals. */
export function calibrationText(readout: Readout, calibration: Calibration): string {
  const { slope, error, evenError } = calibration;
  return t(`lab.reading.truths.${readout}`, {
    count: error.n,
    uneven: slope.n,
    slope: correlation(slope.mean),
    slopeLow: correlation(slope.interval?.[0] ?? NaN),
    slopeHigh: correlation(slope.interval?.[1] ?? NaN),
    error: percent(error.mean),
    low: percent(error.interval?.[0] ?? NaN),
    high: percent(error.interval?.[1] ?? NaN),
    even: percent(evenError)
  });
}
