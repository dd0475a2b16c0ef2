import type { Reference } from '../../measures/controls.ts';
import { beatsReach } from '../../measures/fromControl.ts';
import type { Movement } from '../../measures/movement.ts';

/** Who moved the answer: a picture, or (in a run without pictures) the country's name. */
export type Mover = 'picture' | 'name';

/** What one cue's answer is measured from, as sentences name it. */
export type Zero = 'blank' | 'frame' | 'neutral' | 'country';

export function zeroOf(mover: Mover, reference: Reference): Zero {
  if (reference === 'control') return mover === 'picture' ? 'blank' : 'frame';
  return mover === 'picture' ? reference : 'neutral';
}

/** What a cue did to one answer: nothing, a move of `by` towards the end of the scale, or of shares. */
export type MovementSentence =
  { what: 'none' } | { what: 'scale' | 'share'; option: number; by: number };

export function movementSentence({
  moved,
  signed,
  alongScale,
  towards
}: Movement): MovementSentence {
  if (towards === null) return { what: 'none' };
  const what = alongScale ? 'scale' : 'share';
  return { what, option: towards, by: alongScale ? (signed ?? 0) : moved };
}

/** Is a picture's movement more than blank pictures make among themselves? Null without blanks. */
export interface ReachSentence {
  verdict: 'beyond' | 'within';
  /** Of the move along the scale, where the movement's own sentence tells of shares. */
  of: 'it' | 'scale';
  size: number;
  reach: number;
}

export function reachSentence(
  movement: Pick<Movement, 'size' | 'reach' | 'signed' | 'alongScale' | 'towards'>
): ReachSentence | null {
  const { size, reach, signed, alongScale, towards } = movement;
  if (reach === null) return null;
  const ofShares = towards !== null && !alongScale;
  return {
    verdict: beatsReach({ size, reach }) ? 'beyond' : 'within',
    of: ofShares && signed !== null ? 'scale' : 'it',
    size,
    reach
  };
}

/** How many answers moved more than a blank picture moves them, of those that this is known of. */
export interface ReachCount {
  beyond: number;
  known: number;
}

export function reachCount(movements: readonly (Movement | null)[]): ReachCount {
  const reached = movements.flatMap((each) =>
    each && each.reach !== null ? { size: each.size, reach: each.reach } : []
  );
  return { beyond: reached.filter(beatsReach).length, known: reached.length };
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
