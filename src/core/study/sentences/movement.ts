import type { Reference } from '../../measures/controls.ts';
import { beatsReach } from '../../measures/fromControl.ts';
import type { Movement } from '../../measures/movement.ts';
import type { Cue } from '../../prompts/types.ts';

/** What moved the answer: a picture, its words in place of it, or the country's name. */
export type Mover = 'picture' | 'words' | 'name';

/** A cue as what moves answers. */
export function moverOf({ kind }: Pick<Cue, 'kind'>): Mover {
  if (kind === 'picture') return 'picture';
  return kind === 'caption' ? 'words' : 'name';
}

/** What one cue's answer is measured from, as sentences name it. */
export type Zero = 'blank' | 'frame' | 'neutral' | 'country';

export function zeroOf(mover: Mover, reference: Reference): Zero {
  if (reference === 'control') return mover === 'picture' ? 'blank' : 'frame';
  return mover === 'name' ? 'neutral' : reference;
}

/** Do blank pictures move the answer as far among themselves? Null where none are known. */
export function reachSentence({
  size,
  reach
}: Pick<Movement, 'size' | 'reach'>): 'beyond' | 'within' | null {
  if (reach === null) return null;
  return beatsReach({ size, reach }) ? 'beyond' : 'within';
}

/** How many answers moved more than a blank picture moves them, of those that this is known of. */
export interface ReachCount {
  beyond: number;
  known: number;
}

export function reachCount(movements: readonly (Movement | null)[]): ReachCount {
  const said = movements.flatMap((each) => (each && reachSentence(each)) ?? []);
  return { beyond: said.filter((each) => each === 'beyond').length, known: said.length };
}
