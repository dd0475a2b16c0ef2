import { agreement, type Agreement } from '../../../core/measures/agreement.ts';
import { answerCells } from '../../../core/study/pairCells.ts';
import type { StudyStats } from '../../../core/study/studyStats.ts';
import type { TextVariant } from '../../../core/answers/types.ts';

/** Two ways of asking the same: which, what they differ in, and how far they agree. */
export interface WayPair {
  /** Indexes into the frame's conditions. */
  first: number;
  second: number;
  /** `several` where they differ in more than one thing. */
  differ: 'model' | 'template' | 'readout' | 'several';
  agreement: Agreement;
}

/** All pairs of a study's conditions that answered the same questions under the same cues. */
export function compareWays(
  stats: StudyStats,
  { variant, seed }: { variant: TextVariant; seed: number }
): WayPair[] {
  const { frame, columns } = stats;
  const distributions = stats.distributions(variant);
  return frame.conditions.flatMap((a, first) =>
    frame.conditions.slice(first + 1).flatMap((b, offset) => {
      const second = first + 1 + offset;
      const found = agreement(answerCells(frame, columns, distributions, [first, second]), {
        seed
      });
      const unlike = (['model', 'template', 'readout'] as const).filter((key) => a[key] !== b[key]);
      const differ = unlike.length === 1 && unlike[0] ? unlike[0] : ('several' as const);
      return found ? [{ first, second, differ, agreement: found }] : [];
    })
  );
}
