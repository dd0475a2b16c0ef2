import { csvCell } from '../../formats/csvCell.ts';

/** The table that stands behind every chart: shown on request, saved as CSV. */
export interface TableData {
  columns: readonly TableColumn[];
  /** One cell per column; null is missing, which is not zero. */
  rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | null;

export interface TableColumn {
  label: string;
  /** How numbers are written on the page; a CSV holds them in full. */
  format?: (value: number) => string;
}

/**
 * RFC 4180 text with a byte order mark (without it spreadsheets misread names such as Türkiye).
 * Text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function toCsv(table: TableData): string {
  const lines = [table.columns.map((column) => column.label), ...table.rows];
  return `\uFEFF${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
