import type { AnswerColumns } from '../answers/answerColumns.ts';

/**
 * Rows that belong together: cell by cell one row per way, with gaps where a way is missing. A way
 * below 0 leaves a row out.
 */
export function rowsByCell(
  columns: AnswerColumns,
  placeOf: (row: number) => { cell: number; way: number }
): Map<number, (number | undefined)[]> {
  const cells = new Map<number, (number | undefined)[]>();
  for (let row = 0; row < columns.length; row++) {
    const { cell, way } = placeOf(row);
    if (way < 0) continue;
    const ways = cells.get(cell) ?? [];
    cells.set(cell, ways);
    ways[way] = row;
  }
  return cells;
}
