import { AppError } from '../../core/errors.ts';
import type { Streaming } from './bytes.ts';
import { correctShift } from './goqaShift.ts';
import { IssueList } from './issues.ts';
import { readPython, type PythonValue } from './pythonLiteral.ts';
import { readRows } from './rows.ts';
import type { ReadSettings, Tally, TallyCell, TallyQuestion } from './types.ts';

type GoqaSettings = Extract<ReadSettings, { kind: 'goqa' }>;

/** Twice as many as the published table has. */
const MOST_QUESTIONS = 5000;

/** Rows of GlobalOpinionQA that come from the World Values Survey; the shift is theirs alone. */
const WVS_SOURCE = 'WVS';

/**
 * Reads the GlobalOpinionQA table as published: a row per question; `selections` maps countries to
 * shares, parallel to `options`. With `correct` the WVS rows' shifted labels are put right.
 */
export async function readGoqa(
  file: Blob,
  settings: GoqaSettings,
  streaming: Streaming
): Promise<Tally> {
  const issues = new IssueList();
  const countries = new Map<string, { label: string; line: number }>();
  const places = new Map<string, number>();
  const questions: TallyQuestion[] = [];
  const cells: TallyCell[] = [];
  let header: string[] = [];
  let rows = 0;

  const onRow = (row: string[], line: number) => {
    rows += 1;
    const label = (row[settings.question] ?? '').trim();
    if (label === '') return issues.error('empty-cell', line, header[settings.question] ?? null);
    const options = textsOf(readPython(row[settings.options] ?? ''));
    if (!options) return issues.error('not-python', line, header[settings.options] ?? null);
    const selections = readPython(row[settings.selections] ?? '');
    if (!(selections instanceof Map)) {
      return issues.error('not-python', line, header[settings.selections] ?? null);
    }
    if (questions.length >= MOST_QUESTIONS) {
      const column = (header[settings.question] ?? '').slice(0, 80);
      throw new AppError('import-not-questions', { column, count: MOST_QUESTIONS });
    }
    const place = questions.push({
      label,
      line,
      options: options.map((option) => ({ label: option, line }))
    });
    const shifted =
      settings.correct && settings.source !== null && row[settings.source]?.trim() === WVS_SOURCE;
    const columns = shifted ? correctShift(selections) : selections;
    for (const [country, shares] of columns) {
      const values = sharesOf(shares, options.length);
      if (!values) {
        issues.error('shares-and-options', line, header[settings.selections] ?? null, {
          country,
          expected: options.length
        });
        continue;
      }
      if (!values.every(Number.isFinite)) {
        issues.error('not-a-number', line, header[settings.selections] ?? null, { text: country });
        continue;
      }
      let c = places.get(country);
      if (c === undefined) {
        c = countries.size;
        places.set(country, c);
        countries.set(country, { label: country, line });
      }
      cells.push({ country: c, question: place - 1, line, values, counts: null });
    }
  };
  const source = { file, encoding: settings.encoding, delimiter: settings.delimiter };
  await readRows(source, { onHeader: (row) => (header = row), onRow }, issues, streaming);
  return {
    kind: 'goqa',
    unit: 'share',
    weighted: true,
    rows,
    countries: [...countries.values()],
    questions,
    cells,
    issues: issues.issues
  };
}

function textsOf(value: PythonValue | undefined): string[] | null {
  if (!Array.isArray(value) || value.length < 2) return null;
  return value.map((item) => String(item));
}

function sharesOf(value: PythonValue, length: number): number[] | null {
  if (!Array.isArray(value) || value.length !== length) return null;
  return value.every((share) => typeof share === 'number') ? value : null;
}
