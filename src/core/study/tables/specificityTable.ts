import type { PointingEvidence } from '../sentences/pointing.ts';
import type { SpecificityRow, StudySpecificity } from '../studySpecificity.ts';
import { conditionColumns, plainTable, type Column } from './studyTable.ts';

/** A tested row with what may be said of it. */
export type TestedRow = Omit<SpecificityRow, 'found'> &
  PointingEvidence & { found: StudySpecificity };

/** Do cues point to their own country? A row for every way of asking and kind of cue. */
export function specificityTable(
  rows: readonly TestedRow[],
  caption: Parameters<typeof plainTable>[2]
) {
  return plainTable(
    rows,
    [
      ...(conditionColumns(caption.conditions) as Column<TestedRow>[]),
      ['cue', 'text', ({ kind }) => kind],
      ['control', 'text', ({ found }) => found.control],
      ['countries', 'count', ({ found }) => found.countries],
      ['cues', 'count', ({ found }) => found.cues.length],
      ['questions', 'count', ({ found }) => found.questions],
      ['ownPercentile', 'percentile', ({ found }) => found.meanPercentile],
      ['byQuestionLow', 'percentile', ({ found }) => found.byQuestion?.[0]],
      ['byQuestionHigh', 'percentile', ({ found }) => found.byQuestion?.[1]],
      ['byPictureLow', 'percentile', ({ found }) => found.byCue?.[0]],
      ['byPictureHigh', 'percentile', ({ found }) => found.byCue?.[1]],
      ['p', 'p', ({ found }) => found.p],
      ['adjusted', 'p', ({ adjusted }) => adjusted],
      ['exchanged', 'percentile', ({ found }) => found.chance?.mean],
      ['foundFrom', 'percentile', ({ found }) => found.chance?.detectable],
      ['beyondChance', 'flag', ({ clear }) => Number(clear)]
    ],
    caption
  );
}
