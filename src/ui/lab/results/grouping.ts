import { reachSentence } from '../../../core/study/sentences/movement.ts';
import type { Movement } from '../../../core/measures/movement.ts';
import { sortViews, type Sorting } from './order.ts';
import type { QuestionView } from './views.ts';

/** What places a row: how far the pictures moved its answer by the measure shown, and from blanks. */
export interface RowMoves {
  /** By the chosen reference, one a mover; null until known. */
  sizes: readonly (number | null)[];
  /** From the movers' usual control. */
  nets: readonly (Movement | null)[];
}

export interface RowGroups {
  /** Rows in full. */
  shown: readonly QuestionView[];
  /** Behind one line: blank pictures move these answers as far as every picture does. */
  within: readonly QuestionView[];
}

/** Do blank pictures move the answer as far as every picture does? False where that is not known. */
export function isWithinReach(nets: RowMoves['nets']): boolean {
  return nets.length > 0 && nets.every((net) => net !== null && reachSentence(net) === 'within');
}

/**
 * Rows in the order wished. Only where those moved most come first do the rest stand apart: in an order
 * of topics or of the survey a row stays where it is looked for.
 */
export function groupRows(
  views: readonly QuestionView[],
  sorting: Sorting,
  movesOf: (view: QuestionView) => RowMoves
): RowGroups {
  const moves = new Map(views.map((view) => [view, movesOf(view)]));
  const farthest = (view: QuestionView) => {
    const { sizes, nets } = moves.get(view) ?? { sizes: [], nets: [] };
    // A picture within reach lends its row no place before one that is beyond it.
    const counted = sizes.filter(
      (_, at) => isWithinReach(nets) || !isWithinReach([nets[at] ?? null])
    );
    const known = counted.flatMap((size) => size ?? []);
    return known.length > 0 ? Math.max(...known) : null;
  };
  const sorted = sortViews(views, sorting, farthest);
  if (sorting !== 'moved') return { shown: sorted, within: [] };
  const apart = (view: QuestionView) => isWithinReach(moves.get(view)?.nets ?? []);
  return { shown: sorted.filter((view) => !apart(view)), within: sorted.filter(apart) };
}
