import type { ReadingGrade } from '../../core/answers/readingCheck.ts';
import type { Readout } from '../../core/prompts/types.ts';
import { percent } from '../format.ts';
import { t } from '../i18n.ts';

/** In the order in which they are told. */
export const READOUTS: readonly Readout[] = ['text', 'letter'];

/** How many trivial questions a readout got right, with its interval and what guessing gives. */
export function gradeText(readout: Readout, grade: ReadingGrade): string {
  const { correct, n, chance, interval } = grade;
  return t(`lab.reading.${readout}`, {
    correct,
    count: n,
    low: percent(interval[0]),
    high: percent(interval[1]),
    chance: percent(chance)
  });
}
