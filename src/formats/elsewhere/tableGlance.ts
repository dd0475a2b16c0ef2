import type { TableRow } from './tableRow.ts';
import { tableRows } from './tableRows.ts';

/**
 * The first row of a table, for a form to begin with.
 * @throws AppError `answers-table-...`
 */
export function firstRow(pieces: Iterable<string>): TableRow | null {
  for (const { row } of tableRows(pieces)) return row;
  return null;
}
