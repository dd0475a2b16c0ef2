import type { TextVariant } from '../answers/types.ts';
import { mean } from '../mean.ts';
import { DEFAULT_CONTROL, type Control, type PictureControl } from '../measures/controls.ts';
import { beatsControl, netMovement } from '../measures/netMovement.ts';
import { countsInMeans } from './countsInMeans.ts';
import type { StudyData } from './studyData.ts';
import { cueCountries, isReader, toldCountries } from './studyFrame.ts';

export interface MovementChoices {
  /** Index into the frame's conditions. */
  condition: number;
  variant: TextVariant;
  /** What pictures are measured from; names are measured from the frame. */
  control: PictureControl;
}

/** How far one cue moves the answers, over the questions that count in means. */
export interface CueMovement {
  /** Index into the frame's cues. */
  cue: number;
  control: Control;
  /** Questions behind `net`, and its mean: the size of the movement away from the control, in [0, 1]. */
  questions: number;
  net: number | null;
  /** The same away from the answer without a cue: prompt and picture together. */
  raw: number | null;
  /** How far the control's own cues are apart, at most, on average; null for fewer than two. */
  reach: number | null;
  /** Questions with such a reach, and those of them that the cue moves beyond it. */
  judged: number;
  beyond: number;
}

/**
 * Net movement of every name and every picture that takes part, the largest first; those without any
 * measure last. Of a model that reads words only captions stand for pictures, measured as names are.
 */
export function studyMovement(study: StudyData, choices: MovementChoices): CueMovement[] {
  const { condition, variant } = choices;
  const { frame } = study;
  const counts = countsInMeans(frame.questions);
  const known = (values: Float64Array) =>
    [...values].filter((value, q) => counts[q] === true && !Number.isNaN(value));
  const meanOf = (values: readonly number[]) => (values.length > 0 ? mean(values) : null);
  const named = cueCountries(frame);
  const told = isReader(frame, condition) ? toldCountries(frame) : [];
  return frame.cues
    .flatMap(({ kind }, cue): CueMovement[] => {
      if ((named[cue] ?? told[cue] ?? null) === null) return [];
      const control = kind === 'picture' ? choices.control : DEFAULT_CONTROL.country;
      const found = netMovement(study, { condition, cue, variant, control });
      const raw = netMovement(study, { condition, cue, variant, control: 'none' });
      const net = known(found.size);
      const moved = known(raw.size);
      if (net.length + moved.length === 0) return [];
      const beats = beatsControl(found);
      // Only blanks repeat one control.
      const judged = control === 'blank' ? known(found.reach) : [];
      return [
        {
          ...{ cue, control, questions: net.length, net: meanOf(net), raw: meanOf(moved) },
          ...{ reach: meanOf(judged), judged: judged.length },
          beyond: judged.length === 0 ? 0 : beats.filter((each, q) => each && counts[q]).length
        }
      ];
    })
    .sort((a, b) => (b.net ?? -1) - (a.net ?? -1) || a.cue - b.cue);
}
