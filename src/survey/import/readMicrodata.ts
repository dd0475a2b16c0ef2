import { AppError } from '../../core/errors.ts';
import type { Streaming } from './bytes.ts';
import { IssueList } from './issues.ts';
import { parseNumber } from './numbers.ts';
import { readRows } from './rows.ts';
import type { ReadSettings, Tally, TallyCell, TallyQuestion } from './types.ts';

type MicrodataSettings = Extract<ReadSettings, { kind: 'microdata' }>;

/** A column with more different values than this is no survey question (an id, an age, a weight). */
const MOST_CODES = 40;
/** Countries times columns: what is kept of each takes half a kilobyte. */
const MOST_SUMS = 500_000;
/** More countries than there are: the chosen column is not the country's. */
const MOST_COUNTRIES = 400;

/**
 * Aggregates microdata, one row a person, into sums of weights per country, column and code.
 * Memory is bounded by countries x columns x codes, whatever the number of rows.
 */
export async function readMicrodata(
  file: Blob,
  settings: MicrodataSettings,
  streaming: Streaming
): Promise<Tally> {
  const issues = new IssueList();
  const countries: { label: string; line: number }[] = [];
  const places = new Map<string, number>();
  let header: string[] = [];
  let columns: Column[] = [];
  let rows = 0;

  const onHeader = (cells: string[]) => {
    header = cells;
    columns = cells.flatMap((name, index) =>
      index === settings.country || index === settings.weight || name === ''
        ? []
        : [new Column(name, index)]
    );
  };

  const onRow = (row: string[], line: number) => {
    rows += 1;
    const label = (row[settings.country] ?? '').trim();
    if (label === '') {
      return issues.error('empty-cell', line, header[settings.country] ?? null);
    }
    let weight = 1;
    if (settings.weight !== null) {
      const written = (row[settings.weight] ?? '').trim();
      const number = parseNumber(written);
      if (!number || number.value < 0) {
        return issues.error('bad-weight', line, header[settings.weight] ?? null, { text: written });
      }
      if (number.decimalComma) {
        issues.once('decimal-comma', line, header[settings.weight] ?? null, { text: written });
      }
      weight = number.value;
    }
    let country = places.get(label);
    if (country === undefined) {
      country = countries.push({ label, line }) - 1;
      places.set(label, country);
      if (countries.length > MOST_COUNTRIES) {
        const column = header[settings.country] ?? '';
        throw new AppError('import-not-countries', { column, count: MOST_COUNTRIES });
      }
    }
    if (countries.length * columns.length > MOST_SUMS) {
      columns = columns.filter((column) => !column.overflown);
      if (countries.length * columns.length > MOST_SUMS) throw new AppError('import-too-wide');
    }
    for (const column of columns) {
      column.add(row[column.index] as string, country, weight, line);
    }
  };

  const source = { file, encoding: settings.encoding, delimiter: settings.delimiter };
  await readRows(source, { onHeader, onRow }, issues, streaming);

  const questions: TallyQuestion[] = [];
  const cells: TallyCell[] = [];
  const kept = columns.filter((column) => !column.overflown && column.codes.length > 1);
  for (const column of kept) {
    const question = questions.push({ label: column.name, line: 1, options: column.codes }) - 1;
    countries.forEach(({ line }, country) => {
      const counts = column.countsOf(country);
      if (counts.every((count) => count === 0)) return;
      cells.push({ country, question, line, values: column.sumsOf(country), counts });
    });
  }
  return {
    kind: 'microdata',
    unit: 'weight',
    weighted: settings.weight !== null,
    rows,
    countries,
    questions,
    cells,
    issues: issues.issues
  };
}

/** Sums of one column; arrays grow with the countries that appear. */
class Column {
  readonly name: string;
  readonly index: number;
  readonly codes: { label: string; line: number }[] = [];
  overflown = false;
  readonly #places = new Map<string, number>();
  readonly #sums: Float64Array[] = [];
  readonly #counts: Uint32Array[] = [];
  /** Answers repeat: the last one's place is usually the next one's too. */
  #lastText = '';
  #lastPlace = -1;

  constructor(name: string, index: number) {
    this.name = name;
    this.index = index;
  }

  add(text: string, country: number, weight: number, line: number): void {
    if (this.overflown) return;
    const place = text === this.#lastText ? this.#lastPlace : this.#place(text, line);
    this.#lastText = text;
    this.#lastPlace = place;
    if (place < 0) return;
    const sums = (this.#sums[country] ??= new Float64Array(MOST_CODES));
    const counts = (this.#counts[country] ??= new Uint32Array(MOST_CODES));
    sums[place] = (sums[place] as number) + weight;
    counts[place] = (counts[place] as number) + 1;
  }

  sumsOf(country: number): number[] {
    return [...(this.#sums[country] ?? new Float64Array(MOST_CODES))].slice(0, this.codes.length);
  }

  countsOf(country: number): number[] {
    return [...(this.#counts[country] ?? new Uint32Array(MOST_CODES))].slice(0, this.codes.length);
  }

  /** -1 for an empty cell: not asked. */
  #place(text: string, line: number): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const label = normalCode(text.trim());
    const same = this.codes.findIndex((code) => code.label === label);
    let place = same;
    if (label === '' || label === '.' || label === 'NA') place = -1;
    else if (same < 0) {
      if (this.codes.length === MOST_CODES) {
        this.overflown = true;
        this.#sums.length = 0;
        this.#counts.length = 0;
        this.#places.clear();
        return -1;
      }
      place = this.codes.push({ label, line }) - 1;
    }
    this.#places.set(text, place);
    return place;
  }
}

/** Statistics programs write the code 1 as `1`, `1.0` or `1,00`. */
function normalCode(text: string): string {
  return /^-?\d+[.,]0+$/.test(text) ? text.replace(/[.,]0+$/, '') : text;
}
