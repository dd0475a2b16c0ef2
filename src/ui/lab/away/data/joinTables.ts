import type { TableData } from '../../../charts/tableData.ts';

/** The lines of two tables as one; a column that only one of them has is empty in the other's lines. */
export function joinTables(first: TableData, second: TableData): TableData {
  const known = new Set(first.columns.map(({ label }) => label));
  const columns = [...first.columns, ...second.columns.filter(({ label }) => !known.has(label))];
  const places = columns.map(({ label }) =>
    second.columns.findIndex((column) => column.label === label)
  );
  return {
    columns,
    rows: [
      ...first.rows.map((row) => columns.map((_, k) => row[k] ?? null)),
      ...second.rows.map((row) => places.map((place) => row[place] ?? null))
    ]
  };
}
