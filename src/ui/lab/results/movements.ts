import { referenceCues, REFERENCES, type Reference } from '../../../core/measures/controls.ts';
import { movementBetween, type Movement } from '../../../core/measures/movement.ts';
import type { Metric } from '../../../core/measures/metrics.ts';
import { zeroOf, type Mover, type Zero } from '../../../core/study/sentences/movement.ts';
import type { Cue } from '../../../core/prompts/types.ts';
import type { QuestionView } from './views.ts';

/** One answer's movement, and what it is measured from. */
export interface AnswerMovement {
  movement: Movement;
  from: Zero;
}

/** What a run's picture, or its name, can be measured from; the headline's own first. */
export function referencesOf(cues: readonly Cue[], mover: number): Reference[] {
  return REFERENCES.filter((each) => referenceCues(cues, mover, each).length > 0);
}

/** How one answer moved from a reference; null until all of its answers are there. */
export function movementFrom(
  view: QuestionView,
  cues: readonly Cue[],
  { mover, reference, metric }: { mover: number; reference: Reference; metric: Metric }
): AnswerMovement | null {
  const after = view.answers[mover];
  const wanted = referenceCues(cues, mover, reference);
  const zeros = wanted.flatMap((cue) => view.answers[cue] ?? []);
  if (!after || zeros.length === 0 || zeros.length < wanted.length) return null;
  const by: Mover = cues[mover]?.kind === 'picture' ? 'picture' : 'name';
  return {
    movement: movementBetween(view, zeros, after, metric),
    from: zeroOf(by, reference)
  };
}
