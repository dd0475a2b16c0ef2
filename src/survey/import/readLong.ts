import { AppError } from '../../core/errors.ts';
import type { Streaming } from './bytes.ts';
import { IssueList } from './issues.ts';
import { parseNumber } from './numbers.ts';
import { readRows } from './rows.ts';
import type { ReadSettings, Tally, TallyCell } from './types.ts';

type LongSettings = Extract<ReadSettings, { kind: 'long' }>;

/** More than any survey has: the chosen column is another one. */
const MOST_COUNTRIES = 400;
const MOST_QUESTIONS = 5000;
const MOST_OPTIONS = 500;
const NAMES = { country: 'countries', question: 'questions', option: 'options' } as const;

/** Reads a long table: one row per country, question and option, with a share or a count. */
export async function readLong(
  file: Blob,
  settings: LongSettings,
  streaming: Streaming
): Promise<Tally> {
  const issues = new IssueList();
  const countries = new Labels();
  const questions = new Labels();
  const options: Labels[] = [];
  const cells = new Map<string, TallyCell>();
  let header: string[] = [];
  let rows = 0;

  const refuseBeyond = (
    { list }: Labels,
    count: number,
    part: 'country' | 'question' | 'option'
  ) => {
    if (list.length <= count) return;
    const column = (header[settings[part]] ?? '').slice(0, 80);
    throw new AppError(`import-not-${NAMES[part]}`, { column, count });
  };

  const onRow = (row: string[], line: number) => {
    rows += 1;
    const [country, question, option] = (['country', 'question', 'option'] as const).map((part) => {
      const text = (row[settings[part]] ?? '').trim();
      if (text === '') issues.error('empty-cell', line, header[settings[part]] ?? part);
      return text;
    });
    if (!country || !question || !option) return;
    const written = (row[settings.value] ?? '').trim();
    const column = header[settings.value] ?? '';
    const number = parseNumber(written);
    const c = countries.place(country, line);
    const q = questions.place(question, line);
    const o = (options[q] ??= new Labels()).place(option, line);
    refuseBeyond(countries, MOST_COUNTRIES, 'country');
    refuseBeyond(questions, MOST_QUESTIONS, 'question');
    refuseBeyond(options[q], MOST_OPTIONS, 'option');
    const key = `${c} ${q}`;
    const cell = cells.get(key) ?? { country: c, question: q, line, values: [], counts: null };
    cells.set(key, cell);
    if (cell.values[o] !== undefined) {
      issues.error('duplicate-row', line, null, { country, question, option });
      cell.values[o] = NaN;
      return;
    }
    // A value that cannot be used spoils its whole distribution, not just its option.
    cell.values[o] = NaN;
    if (!number) return issues.error('not-a-number', line, column, { text: written });
    if (number.value < 0) return issues.error('negative-share', line, column, { text: written });
    if (number.decimalComma) issues.once('decimal-comma', line, column, { text: written });
    cell.values[o] = number.value;
  };
  const source = { file, encoding: settings.encoding, delimiter: settings.delimiter };
  const reader = { onHeader: (cells: string[]) => (header = cells), onRow };
  await readRows(source, reader, issues, streaming);

  const all = [...cells.values()];
  for (const cell of all) {
    const known = options[cell.question]?.list.length ?? 0;
    cell.values = Array.from({ length: known }, (_, k) => cell.values[k] ?? null);
  }
  const unit = settings.unit === 'auto' ? guessUnit(all) : settings.unit;
  if (unit === 'share') scalePercent(all, issues);
  else for (const cell of all) cell.counts = cell.values.map((value) => value ?? 0);
  return {
    kind: 'long',
    unit,
    weighted: settings.weighted,
    rows,
    countries: countries.list,
    questions: questions.list.map((entry, q) => ({ ...entry, options: options[q]?.list ?? [] })),
    cells: all,
    issues: issues.issues
  };
}

/** Labels in order of first use, each with the line where it came first. */
class Labels {
  readonly list: { label: string; line: number }[] = [];
  readonly #places = new Map<string, number>();

  place(label: string, line: number): number {
    const known = this.#places.get(label);
    if (known !== undefined) return known;
    this.#places.set(label, this.list.length);
    return this.list.push({ label, line }) - 1;
  }
}

const sumOf = ({ values }: TallyCell): number =>
  values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

function medianSum(cells: readonly TallyCell[]): number {
  const sums = cells
    .map(sumOf)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return sums[Math.floor(sums.length / 2)] ?? 1;
}

/** Shares sum to about 1, or 100 in percent; anything else counts people. */
function guessUnit(cells: readonly TallyCell[]): 'share' | 'count' {
  const sum = medianSum(cells);
  const whole = cells.every(({ values }) => values.every((v) => !v || Number.isInteger(v)));
  const percent = sum >= 98 && sum <= 102 && !whole;
  return sum <= 1.5 || percent ? 'share' : 'count';
}

function scalePercent(cells: TallyCell[], issues: IssueList): void {
  const sum = medianSum(cells);
  if (sum < 50 || sum > 150) return;
  issues.note('percent', null, null);
  for (const cell of cells) cell.values = cell.values.map((v) => (v === null ? null : v / 100));
}
