import type { TextVariant } from '../answers/types.ts';
import type { StudyData } from '../study/studyData.ts';
import { controlCues, type Control } from './controls.ts';
import { beatsReach, fromControl } from './fromControl.ts';

export interface NetChoices {
  /** Indexes into the frame's conditions and cues. */
  condition: number;
  cue: number;
  control: Control;
  variant: TextVariant;
}

/** A cue's movement away from its control, question by question; NaN where either is missing. */
export interface NetMovement {
  /** E[cue] - E[control] in scale lengths, -1 to 1; NaN also for options without an order. */
  shift: Float64Array;
  /** How far: |shift|, or total variation for options without an order, in [0, 1]. */
  size: Float64Array;
  /** Largest distance, measured alike, between any two of the control's cues; NaN for fewer than two. */
  reach: Float64Array;
}

/**
 * Net movement: what a cue does beyond its control, whose cues' distributions are averaged. Source:
 * controls-and-inference, Controls.
 */
export function netMovement(study: StudyData, choices: NetChoices): NetMovement {
  const { condition, cue, control, variant } = choices;
  const { questions } = study.frame;
  const zero = controlCues(study.frame, cue, control);
  const answerOf = (each: number, question: number) => {
    const row = study.row(condition, each, question);
    return row < 0 ? null : study.answer(row, variant);
  };
  const found = {
    shift: new Float64Array(questions.length).fill(NaN),
    size: new Float64Array(questions.length).fill(NaN),
    reach: new Float64Array(questions.length).fill(NaN)
  };
  questions.forEach(({ scale }, q) => {
    const own = answerOf(cue, q);
    const zeros = zero.flatMap((each) => answerOf(each, q) ?? []);
    if (!own || zeros.length === 0) return;
    const { shift, size, reach } = fromControl(scale, own, zeros);
    found.shift[q] = shift;
    found.size[q] = size;
    found.reach[q] = reach;
  });
  return found;
}

/** Does a picture move the answer beyond what blanks do among themselves? Per question; false where unknown. */
export function beatsControl({ size, reach }: NetMovement): boolean[] {
  return Array.from(size, (value, q) => beatsReach({ size: value, reach: reach[q] as number }));
}
