import { letterMass, orderSensitivity } from '../answers/answer.ts';
import type { AnswerColumns } from '../answers/answerColumns.ts';
import { CUE_KINDS } from '../prompts/cueKinds.ts';
import type { CueKind } from '../prompts/types.ts';
import type { StudyFrame } from '../study/studyFrame.ts';

/** How far a condition's letter answers can be trusted, by kind of cue. */
export interface LetterQuality {
  condition: number;
  cue: CueKind;
  answers: number;
  /** Mean over answers of the mean over orders of the letters' total probability. */
  letterMass: number;
  /** Mean JS divergence (bits) between orders, and share of answers whose first choice flips. */
  divergence: number | null;
  flips: number | null;
}

/** Letter mass and order sensitivity of every condition that was asked with letters. */
export function letterQuality(frame: StudyFrame, columns: AnswerColumns): LetterQuality[] {
  const sums = new Map<
    number,
    { n: number; mass: number; divergence: number; flips: number; ordered: number }
  >();
  for (let row = 0; row < columns.length; row++) {
    const layout = columns.layouts[columns.layout[row] as number];
    const cue = frame.cues[columns.cue[row] as number];
    if (layout?.readout !== 'letter' || !cue) continue;
    const id = (columns.condition[row] as number) * CUE_KINDS.length + CUE_KINDS.indexOf(cue.kind);
    const sum = sums.get(id) ?? { n: 0, mass: 0, divergence: 0, flips: 0, ordered: 0 };
    sums.set(id, sum);
    const { orders, shown } = layout;
    const from = columns.start[row] as number;
    sum.n += 1;
    for (let k = 0; k < orders.length; k++) {
      sum.mass += letterMass(columns.values, from + k * shown, shown) / orders.length;
    }
    const found = orderSensitivity(columns.values, from, layout);
    if (!found) continue;
    sum.divergence += found.divergence;
    sum.flips += Number(found.flips);
    sum.ordered += 1;
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([id, { n, mass, divergence, flips, ordered }]) => ({
      condition: Math.floor(id / CUE_KINDS.length),
      cue: CUE_KINDS[id % CUE_KINDS.length] as CueKind,
      answers: n,
      letterMass: mass / n,
      divergence: ordered > 0 ? divergence / ordered : null,
      flips: ordered > 0 ? flips / ordered : null
    }));
}
