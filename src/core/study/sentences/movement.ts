import type { Movement } from '../../measures/movement.ts';

/** Which answer a movement is measured from: the one without a cue, or under the country's name. */
export type Reference = 'neutral' | 'country';
/** Who moved the answer: a picture, or (in a run without pictures) the country's name. */
export type Mover = 'picture' | 'name';

/** What a cue did to one answer: nothing, a move of `by` towards the end of the scale, or of shares. */
export type MovementSentence =
  | { mover: Mover | 'pictureFromName'; what: 'none' }
  | { mover: Mover | 'pictureFromName'; what: 'scale' | 'share'; option: number; by: number };

export function movementSentence(
  { moved, signed, alongScale, towards }: Movement,
  by: Mover,
  reference: Reference
): MovementSentence {
  const mover = by === 'picture' && reference === 'country' ? 'pictureFromName' : by;
  if (towards === null) return { mover, what: 'none' };
  const what = alongScale ? 'scale' : 'share';
  return { mover, what, option: towards, by: alongScale ? (signed ?? 0) : moved };
}

/** Whether the move went towards the country's people; null where nothing moved. */
export function nearerSentence(
  { towards, toSurvey }: Movement,
  asked: boolean
): 'notAsked' | 'noOrder' | 'nearer' | 'further' | 'same' | null {
  if (!asked) return 'notAsked';
  if (toSurvey === null) return 'noOrder';
  return towards === null ? null : toSurvey;
}
