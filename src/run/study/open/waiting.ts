import type { AnswerColumns } from '../../../core/answers/answerColumns.ts';

/** So many answers of a cue are planned under one way of asking (indexes into the frame). */
export interface PlannedCue {
  condition: number;
  cue: number;
  answers: number;
}

/** Those that lack answers: nothing is told about their kind before all are in. */
export function waitingCues(
  planned: readonly PlannedCue[],
  { length, condition, cue }: Pick<AnswerColumns, 'length' | 'condition' | 'cue'>
): PlannedCue[] {
  const known = new Map<string, number>();
  const name = (of: { condition: number; cue: number }) => `${of.condition} ${of.cue}`;
  for (let row = 0; row < length; row++) {
    const at = name({ condition: condition[row] as number, cue: cue[row] as number });
    known.set(at, (known.get(at) ?? 0) + 1);
  }
  return planned.filter((each) => (known.get(name(each)) ?? 0) < each.answers);
}
