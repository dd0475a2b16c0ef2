import { pointingEvidence } from '../../../../core/study/sentences/pointing.ts';
import type { SpecificityRow } from '../../../../core/study/studySpecificity.ts';
import type { PointingGap, PointingKind } from '../../../../core/study/studyPointing.ts';
import type { StudyFrame } from '../../../../core/study/studyFrame.ts';
import type { TestedRow } from '../../../../core/study/tables/specificityTable.ts';
import type { OpenStudy } from '../../../../run/study/studyApi.ts';

interface Way {
  condition: number;
  kind: PointingKind;
}

/** What of the figure is there: rows, reasons why there is none, and what still waits for answers. */
export interface PointingRows {
  tested: TestedRow[];
  gaps: (Way & { gap: PointingGap })[];
  waiting: (Way & { done: number; of: number })[];
}

/**
 * Rows by how far they are. Looking before all planned answers are in would make p worthless, so a
 * row waits for every cue of its kind and of its control.
 */
export function pointingRows(
  rows: readonly SpecificityRow[],
  { frame, waiting, undecided }: Pick<OpenStudy, 'frame' | 'waiting' | 'undecided'>
): PointingRows {
  const lacks = rows.map((row) => {
    const control = typeof row.found === 'string' ? null : row.found.control;
    const cues = waiting.filter(({ condition, cue }) => {
      const kind = frame.cues[cue]?.kind;
      return condition === row.condition && (kind === row.kind || kind === control);
    });
    return cues.length + (row.kind === 'country' ? 0 : undecided);
  });
  const complete = rows.filter((_, k) => lacks[k] === 0);
  const evidence = pointingEvidence(complete);
  return {
    tested: complete.flatMap(({ found, ...row }, k) => {
      const said = evidence[k];
      return typeof found === 'string' || !said ? [] : [{ ...row, ...said, found }];
    }),
    gaps: complete.flatMap(({ condition, kind, found }) =>
      typeof found === 'string' ? [{ condition, kind, gap: found }] : []
    ),
    waiting: rows.flatMap(({ condition, kind }, k) => {
      const lack = lacks[k] ?? 0;
      const of = cuesOf(frame, kind) + (kind === 'country' ? 0 : undecided);
      return lack > 0 ? [{ condition, kind, done: Math.max(0, of - lack), of }] : [];
    })
  };
}

const cuesOf = ({ cues }: Pick<StudyFrame, 'cues'>, kind: PointingKind) =>
  cues.filter((cue) => cue.kind === kind).length;
