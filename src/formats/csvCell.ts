/** Spreadsheets run cells that begin like this as formulas; some take the full-width forms too. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;
/** Such a beginning behind apostrophes: one more goes in front, so that `plainText` gives them all back. */
const GUARDED_START = /^'+[=+\-@\t\r\n＝＋－＠]/;

/**
 * One cell of RFC 4180 text; null and what is no number are empty. Text that a spreadsheet would run
 * as a formula gets an apostrophe in front; numbers are written in full, so that reading them back
 * gives the same bits.
 */
export function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = FORMULA_START.test(cell) || GUARDED_START.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text that `csvCell` wrote, out of its cell as a CSV reader gives it. */
export function plainText(cell: string): string {
  return GUARDED_START.test(cell) ? cell.slice(1) : cell;
}
