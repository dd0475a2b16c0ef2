import { movesOf, placesOf, reachOfRow } from '../../core/study/sentences/rowPlaces.ts';
import { movementLines } from '../rows/movement.ts';
import { answersOfRow, type RowInput } from '../rows/rowInput.ts';
import { withoutPicture } from './lessonRows.ts';

/** How far one picture moved a run's answers; sizes in scale lengths, 0 to 1. */
interface MoveFigures {
  of: number;
  /** Answers that moved farther than the blank pictures lie apart. */
  beyond: number;
  mean: number;
}

/** Rows of one picture each: what it moved from the blank pictures. */
export function moveFigures(rows: readonly RowInput[]): MoveFigures {
  const moves = rows.flatMap((row) => movesOf(answersOfRow(row)).slice(0, 1));
  return {
    of: rows.length,
    beyond: moves.filter(({ beyond }) => beyond === true).length,
    mean: moves.reduce((sum, { size }) => sum + size, 0) / moves.length
  };
}

/** The same of no picture at all: what being shown any picture does, the other way round. */
export function bareFigures(rows: readonly RowInput[]): MoveFigures {
  return moveFigures(rows.map(withoutPicture));
}

/** Mean distance of the picture's answers from those without a picture, in scale lengths. */
export function meanFromNone(rows: readonly RowInput[]): number {
  const sizes = rows.flatMap((row) => movesOf(answersOfRow(row))[0]?.fromNeutral ?? []);
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}

/** Rows of two pictures whose arrows point the same way, and apart, as the Lab draws them. */
export function waysOf(rows: readonly RowInput[]): { same: number; opposite: number } {
  const ways = rows.map((row) => movementLines(row).lines.map(({ arrow }) => arrow));
  const both = ways.filter(([a, b]) => a && b);
  const same = both.filter(([a, b]) => a === b).length;
  return { same, opposite: both.length - same };
}

/** Where one row's marks stand, 0 to 1; null where one is missing. */
export function markFigures(row: RowInput) {
  const answers = answersOfRow(row);
  const { zero: blank, neutral: none, pictures } = placesOf(answers);
  const [move] = movesOf(answers);
  const [shown = null] = pictures;
  const reach = reachOfRow(answers);
  if (blank === null || none === null || shown === null || reach === null || !move) return null;
  const { size: moved, fromNeutral: fromNone } = move;
  const anyStep = Math.abs(none - blank);
  return { blank, none, shown, moved, reach, anyStep, fromNone: fromNone ?? NaN };
}
