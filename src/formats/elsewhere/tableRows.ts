import { AppError } from '../../core/errors.ts';
import { fitted } from '../../core/schema.ts';
import { csvRows, detectDelimiter, LONGEST_RECORD } from '../csv.ts';
import { plainText } from '../csvCell.ts';
import { COLUMNS, isColumn, NUMBERS, rowSchema, type TableRow } from './tableRow.ts';

export interface NumberedRow {
  /** Counted from 1. */
  line: number;
  row: TableRow;
}

/**
 * The rows of a table made elsewhere: CSV (any usual delimiter, the first line names the columns), or
 * one JSON object a line, told by its first character. Each is checked against `rowSchema`.
 * @param pieces of the text, the first of them with the whole first line
 * @throws AppError `answers-table-...`, with the line and the column
 */
export function* tableRows(pieces: Iterable<string>): Generator<NumberedRow> {
  let first: string | undefined;
  const rest = pieces[Symbol.iterator]();
  for (;;) {
    const next = rest.next();
    if (next.done) break;
    if (next.value.trim() === '') continue;
    first = next.value.replace(/^\uFEFF/, '');
    break;
  }
  if (first === undefined) throw new AppError('answers-table-empty');
  const whole = joined(first, rest);
  yield* first.trimStart().startsWith('{') ? jsonRows(whole) : cellRows(whole, first);
}

function* joined(first: string, rest: Iterator<string>): Generator<string> {
  yield first;
  for (let next = rest.next(); !next.done; next = rest.next()) yield next.value;
}

function* jsonRows(pieces: Iterable<string>): Generator<NumberedRow> {
  let line = 0;
  for (const text of linesOf(pieces)) {
    line += 1;
    if (text.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw new AppError('answers-table-json', { line });
    }
    yield { line, row: checked(presentFields(value, line), line) };
  }
}

/** Without fields that are null, which are what empty cells are in CSV. */
function presentFields(value: unknown, line: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  const unknown = fields.find(([name]) => !isColumn(name));
  if (unknown) throw unknownColumn(unknown[0], line);
  return Object.fromEntries(fields.filter(([, field]) => field !== null));
}

function* linesOf(pieces: Iterable<string>): Generator<string> {
  let open = '';
  let line = 1;
  for (const piece of pieces) {
    const lines = (open + piece).split('\n');
    open = lines.pop() ?? '';
    for (const text of lines) {
      if (text.length > LONGEST_RECORD) throw new AppError('answers-table-json', { line });
      line += 1;
      yield text;
    }
    if (open.length > LONGEST_RECORD) throw new AppError('answers-table-json', { line });
  }
  yield open;
}

function* cellRows(pieces: Iterable<string>, start: string): Generator<NumberedRow> {
  let columns: string[] | null = null;
  for (const { cells, line } of csvRows(pieces, detectDelimiter(start.slice(0, 65_536)))) {
    if (columns === null) {
      columns = cells.map((cell) => cell.trim());
      checkHead(columns, line);
      continue;
    }
    if (cells.every((cell) => cell === '')) continue;
    if (cells.length !== columns.length) {
      const [found, expected] = [cells.length, columns.length];
      throw new AppError('answers-table-cells', { line, found, expected });
    }
    yield { line, row: checked(namedCells(columns, cells), line) };
  }
}

function checkHead(columns: readonly string[], line: number): void {
  const unknown = columns.find((name) => !isColumn(name));
  if (unknown !== undefined) throw unknownColumn(unknown, line);
  const twice = columns.find((name, k) => columns.indexOf(name) !== k);
  if (twice !== undefined) throw new AppError('answers-table-column-twice', { column: twice });
}

function unknownColumn(column: string, line: number): AppError {
  const known = COLUMNS.join(', ');
  return new AppError('answers-table-column', { line, column: column.slice(0, 80), known });
}

/** Empty cells are left out; numbers are read in full, and what is none stays text, to be refused. */
function namedCells(columns: readonly string[], cells: readonly string[]) {
  const row: Record<string, unknown> = {};
  columns.forEach((column, k) => {
    const cell = cells[k] ?? '';
    if (cell === '') return;
    if (NUMBERS.includes(column)) row[column] = numberIn(cell.trim());
    else if (column === 'cut') row[column] = CUT.get(cell) ?? cell;
    else row[column] = plainText(cell);
  });
  return row;
}

const CUT = new Map([
  ['0', false],
  ['1', true],
  ['false', false],
  ['true', true]
]);
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const numberIn = (cell: string) => (DECIMAL.test(cell) ? Number(cell) : cell);

function checked(value: unknown, line: number): TableRow {
  return fitted(rowSchema, value, (column, misfit) => {
    const { found = '', expected = '' } = misfit ?? {};
    return new AppError('answers-table-cell', { line, column: column || 'line', found, expected });
  });
}
