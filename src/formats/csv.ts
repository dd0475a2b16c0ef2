import { AppError } from '../core/errors.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

type OnRow = (cells: string[], line: number) => void;

/** A row this long is none; where it has quotes, one of them was opened and never closed. */
export const LONGEST_RECORD = 4_000_000;
/** The widest surveys have a few thousand. */
const MOST_COLUMNS = 10_000;
const QUOTE = 34;
const FEED = 10;

/**
 * Cuts CSV text (RFC 4180, any delimiter, LF or CRLF) into rows as it arrives and keeps no more
 * than the unfinished record. An own reader, because rows must know the line they start on, also
 * after cells with line breaks. Throws `import-unclosed-quote`, `import-line-too-long` and
 * `import-too-many-columns` with the line of the record, before it is cut into cells.
 */
export class CsvReader {
  readonly #delimiter: string;
  readonly #onRow: OnRow;
  #rest = '';
  #line = 1;
  /** How far `#rest` was looked through for the end of its quotes: it may come in many pieces. */
  #looked = { at: 0, open: false, cellStart: true };

  constructor(delimiter: Delimiter, onRow: OnRow) {
    this.#delimiter = delimiter;
    this.#onRow = onRow;
  }

  push(text: string): void {
    const all = this.#rest + text;
    let start = 0;
    // The next quote is looked for once, not for each row: most tables have none.
    let quote = all.indexOf('"');
    for (;;) {
      const feed = all.indexOf('\n', start);
      if (feed < 0) break;
      if (quote >= 0 && quote < start) quote = all.indexOf('"', start);
      const quoted = quote >= 0 && quote < feed;
      const end = quoted ? this.#endOfQuoted(all, start) : feed;
      if (end < 0) break;
      this.#record(all.slice(start, end), quoted);
      this.#looked = { at: 0, open: false, cellStart: true };
      start = end + 1;
    }
    this.#rest = all.slice(start);
    if (this.#rest.length > LONGEST_RECORD) this.#tooLong(this.#rest);
  }

  end(): void {
    if (this.#rest === '') return;
    this.push('\n');
    if (this.#rest !== '') this.#unclosed();
  }

  #tooLong(record: string): never {
    if (record.includes('"')) this.#unclosed();
    throw new AppError('import-line-too-long', { line: this.#line, most: LONGEST_RECORD });
  }

  /** Counted first: a row of millions of cells would take seconds and all memory to cut. */
  #checkWidth(record: string): void {
    if (record.length <= MOST_COLUMNS) return;
    let found = 1;
    for (let at = -1; (at = record.indexOf(this.#delimiter, at + 1)) >= 0;) {
      if ((found += 1) > MOST_COLUMNS) this.#tooWide();
    }
  }

  #tooWide(): never {
    throw new AppError('import-too-many-columns', { line: this.#line, most: MOST_COLUMNS });
  }

  #unclosed(): never {
    throw new AppError('import-unclosed-quote', { line: this.#line });
  }

  /** Place of the line feed that ends the record from `start`; -1 where it is not here yet. */
  #endOfQuoted(text: string, start: number): number {
    const delimiter = this.#delimiter.charCodeAt(0);
    // A quote opens a cell only at its start; elsewhere (5" pipe) it is a letter like any other.
    let { at, open, cellStart } = this.#looked;
    for (at += start; at < text.length; at++) {
      const char = text.charCodeAt(at);
      if (open) {
        if (char !== QUOTE) continue;
        // Whether it ends the cell is known with the next letter.
        if (at + 1 === text.length) break;
        if (text.charCodeAt(at + 1) === QUOTE) at += 1;
        else open = false;
      } else if (char === FEED) {
        return at;
      } else {
        open = cellStart && char === QUOTE;
        cellStart = char === delimiter;
      }
    }
    this.#looked = { at: at - start, open, cellStart };
    return -1;
  }

  #record(record: string, quoted: boolean): void {
    if (record.length > LONGEST_RECORD) this.#tooLong(record);
    if (!quoted) this.#checkWidth(record);
    const line = this.#line;
    const text = record.endsWith('\r') ? record.slice(0, -1) : record;
    // Inside quotes the delimiter is a letter: such cells are counted as they are cut.
    const cells = quoted ? (splitQuoted(text, this.#delimiter) ?? this.#tooWide()) : [];
    this.#line += 1;
    if (quoted) {
      for (let at = -1; (at = record.indexOf('\n', at + 1)) >= 0;) this.#line += 1;
      this.#onRow(cells, line);
    } else if (text !== '') {
      this.#onRow(text.split(this.#delimiter), line);
    }
  }
}

/** Null where there are too many. */
function splitQuoted(record: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (cells.length === MOST_COLUMNS) return null;
    if (record.charCodeAt(at) === QUOTE) {
      const close = closingQuote(record, at + 1);
      const next = record.indexOf(delimiter, close + 1);
      const end = next < 0 ? record.length : next;
      const inside = record.slice(at + 1, close).replaceAll('""', '"');
      cells.push(inside + record.slice(close + 1, end));
      if (next < 0) return cells;
      at = next + 1;
    } else {
      const next = record.indexOf(delimiter, at);
      cells.push(record.slice(at, next < 0 ? record.length : next));
      if (next < 0) return cells;
      at = next + 1;
    }
  }
}

/** The quote that closes the cell; two in a row are one letter. */
function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at >= 0 && record.charCodeAt(at + 1) === QUOTE) at = record.indexOf('"', at + 2);
  return at < 0 ? record.length : at;
}

export interface CsvRow {
  cells: string[];
  /** Where it starts, counted from 1. */
  line: number;
}

/** The rows of a text that comes in pieces. */
export function* csvRows(pieces: Iterable<string>, delimiter: Delimiter): Generator<CsvRow> {
  let rows: CsvRow[] = [];
  const reader = new CsvReader(delimiter, (cells, line) => rows.push({ cells, line }));
  for (const piece of pieces) {
    reader.push(piece);
    yield* rows;
    rows = [];
  }
  reader.end();
  yield* rows;
}

/** All rows of a short text. */
export function readCsv(text: string, delimiter: Delimiter): CsvRow[] {
  return [...csvRows([text], delimiter)];
}

/** Characters that show how a table is cut. */
const LONGEST_START = 1 << 20;

/**
 * The delimiter that cuts the first rows into most columns, alike from row to row. Commas inside
 * numbers lose against a semicolon that is always there.
 */
export function detectDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 1 };
  for (const delimiter of [';', '\t', '|', ','] as const satisfies readonly Delimiter[]) {
    const widths = widthsOf(text.slice(0, LONGEST_START), delimiter);
    const first = widths[0] ?? 1;
    if (first < 2) continue;
    const alike = widths.filter((width) => width === first).length / widths.length;
    const score = alike * (1 + Math.log2(first));
    if (score > best.score) best = { delimiter, score };
  }
  return DELIMITERS.find((delimiter) => delimiter === best.delimiter) ?? ',';
}

function widthsOf(text: string, delimiter: Delimiter): number[] {
  const widths: number[] = [];
  const reader = new CsvReader(delimiter, (cells) => widths.push(cells.length));
  // The text is the beginning of a file: its last record may be cut off, so it is not ended.
  try {
    reader.push(text.endsWith('\n') || !text.includes('\n') ? `${text}\n` : text);
  } catch {
    // Cut like this its rows have no end of cells: it is not the delimiter.
    return widths.slice(0, 50);
  }
  return widths.slice(0, 50);
}
