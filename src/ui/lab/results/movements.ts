import { referenceCues, REFERENCES, type Reference } from '../../../core/measures/controls.ts';
import { movementBetween, type Movement } from '../../../core/measures/movement.ts';
import type { Metric } from '../../../core/measures/metrics.ts';
import { moverOf, zeroOf, type Zero } from '../../../core/study/sentences/movement.ts';
import type { Cue } from '../../../core/prompts/types.ts';
import type { QuestionView } from './views.ts';

/** Size and reach are the same by every metric. */
const ANY_METRIC: Metric = 'jsd-bits';

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
  const by = moverOf(cues[mover] as Cue);
  return {
    movement: movementBetween(view, zeros, after, metric),
    from: zeroOf(by, reference)
  };
}

/**
 * How far a cue moved an answer from its usual control, each reckoned once as long as its answers stay:
 * with every answer that arrives all rows are counted again.
 */
export class NetMovements {
  readonly #found = new WeakMap<QuestionView, Map<number, Movement | null>>();

  of(view: QuestionView, cues: readonly Cue[], mover: number): Movement | null {
    const known = this.#found.get(view) ?? new Map<number, Movement | null>();
    this.#found.set(view, known);
    const before = known.get(mover);
    if (before !== undefined) return before;
    const choices = { mover, reference: 'control', metric: ANY_METRIC } as const;
    const found = movementFrom(view, cues, choices)?.movement ?? null;
    known.set(mover, found);
    return found;
  }
}
