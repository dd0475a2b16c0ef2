import type { Distribution } from '../survey/types.ts';
import type { AgreementCell } from '../measures/agreement.ts';
import type { AnswerColumns } from '../answers/answerColumns.ts';
import type { DistributionColumns } from '../answers/distributions.ts';
import type { StudyFrame } from './studyFrame.ts';
import type { AnswerPair } from '../measures/counterfactual.ts';

/** The questions that two cues both answered under one condition. */
export function cuePairs(
  frame: StudyFrame,
  columns: AnswerColumns,
  distributions: DistributionColumns,
  choice: { condition: number; first: number; second: number }
): AnswerPair[] {
  const wanted = [choice.first, choice.second];
  const found = collect(columns, distributions, (row) =>
    columns.condition[row] === choice.condition && wanted.includes(columns.cue[row] as number)
      ? { cell: columns.question[row] as number, way: wanted.indexOf(columns.cue[row] as number) }
      : null
  );
  return frame.questions.flatMap((question, index) => {
    const [first, second] = found.get(index) ?? [];
    return first && second ? [{ question, first, second }] : [];
  });
}

/**
 * Distributions by question and cue, one per condition given: what `agreement` compares. Conditions
 * that differ in template show consistency, in readout the agreement of the readouts.
 */
export function answerCells(
  frame: StudyFrame,
  columns: AnswerColumns,
  distributions: DistributionColumns,
  conditions: readonly number[]
): AgreementCell[] {
  const found = collect(columns, distributions, (row) => {
    const way = conditions.indexOf(columns.condition[row] as number);
    const cue = columns.cue[row] as number;
    if (way < 0) return null;
    return { cell: cue * frame.questions.length + (columns.question[row] as number), way };
  });
  return [...found].map(([cell, ways]) => ({
    question: cell % frame.questions.length,
    ways: ways.filter((p) => p !== undefined)
  }));
}

function collect(
  columns: AnswerColumns,
  { start, p }: DistributionColumns,
  placeOf: (row: number) => { cell: number; way: number } | null
): Map<number, Distribution[]> {
  const cells = new Map<number, Distribution[]>();
  for (let row = 0; row < columns.length; row++) {
    const place = placeOf(row);
    if (!place) continue;
    const ways = cells.get(place.cell) ?? [];
    cells.set(place.cell, ways);
    ways[place.way] = Array.from(p.subarray(start[row], start[row + 1]));
  }
  return cells;
}
