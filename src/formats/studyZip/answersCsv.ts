import { csvCell } from '../csvCell.ts';
import type { Fault } from '../../core/schema.ts';
import { pictureOf } from '../../core/prompts/cues.ts';
import { lettersFor } from '../../core/prompts/letters.ts';
import type { Layout } from '../../core/answers/answerColumns.ts';
import type { Condition } from '../../core/study/studyTypes.ts';
import type { Cue } from '../../core/prompts/types.ts';
import type { Question } from '../../core/survey/types.ts';
import type { RawAnswer } from '../../core/answers/types.ts';
import type { AnswerSegment } from '../../store/studies/studyStoreApi.ts';
import type { CsvRow } from '../csv.ts';
import { logprobIn, tokensIn } from './cellNumbers.ts';
import { keysOf, rowStarts } from '../../store/studies/segments.ts';

/** One cue's answers under one condition, and what their numbers stand for. */
export interface SegmentTable {
  condition: Condition;
  cue: Cue;
  segment: Pick<AnswerSegment, 'questions' | 'layout' | 'layouts' | 'values'>;
}

/**
 * One row per option and order, in the order of asking. What is read back are the numbers before
 * the names, which are for people and their programs.
 */
const COLUMNS = [
  'condition',
  'cue',
  'question',
  'order',
  'option',
  'logprob',
  'tokens',
  'baseline',
  'probability',
  'letter',
  'model',
  'template',
  'readout',
  'cue_kind',
  'cue_country',
  'cue_picture',
  'option_text'
] as const;

/** The table's parts in a zip, numbered from 1. */
export function answersName(number: number): string {
  return number === 1 ? 'answers.csv' : `answers-${number}.csv`;
}

/** The table's text, in pieces of one segment each. Numbers are natural logarithms, in full. */
export function* answersCsv(
  tables: readonly { table: SegmentTable; condition: number; cue: number }[],
  questionOf: (key: string) => Question | undefined
): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for (const { table, condition, cue } of tables) {
    const { segment } = table;
    const starts = rowStarts(segment);
    const lines: string[] = [];
    keysOf(segment.questions).forEach((key, row) => {
      const question = questionOf(key);
      const layout = segment.layouts[segment.layout[row] ?? 0];
      if (!question || !layout) return;
      const values = segment.values.subarray(starts[row], starts[row + 1]);
      for (const cells of rowsOf(layout, values, question)) {
        const names = namesOf(table.condition, table.cue);
        const [option] = cells.slice(2, 3);
        const text = typeof option === 'number' ? (question.options[option] ?? '') : '';
        lines.push([condition, cue, ...cells, ...names, text].map(csvCell).join(','));
      }
    });
    if (lines.length > 0) yield `${lines.join('\r\n')}\r\n`;
  }
}

type Cell = string | number | null;

/** question, order, option, logprob, tokens, baseline, probability, letter */
function rowsOf(layout: Layout, values: Float64Array, { id }: Question): Cell[][] {
  const at = (index: number) => values[index] ?? NaN;
  if (layout.readout === 'text') {
    const n = layout.options;
    return Array.from({ length: n }, (_, k) => [
      id,
      null,
      k,
      at(k),
      at(n + k),
      at(2 * n + k),
      Math.exp(at(k)),
      null
    ]);
  }
  const letters = lettersFor(layout.shown);
  return layout.orders.flatMap((order, index) =>
    letters.map((letter, k) => {
      const logprob = at(index * layout.shown + k);
      return [id, index, order[k] ?? null, logprob, null, null, Math.exp(logprob), letter];
    })
  );
}

function namesOf({ model, template, readout }: Condition, cue: Cue): Cell[] {
  return [
    model,
    template,
    readout,
    cue.kind,
    cue.kind === 'country' ? cue.country : null,
    // A caption stands in its picture's place: no picture is asked with, but it belongs to one.
    cue.kind === 'caption' ? `${cue.picture}:caption` : pictureOf(cue)
  ];
}

interface Row {
  condition: number;
  cue: number;
  question: string;
  order: number | null;
  option: number | null;
  logprob: number;
  tokens: number;
  baseline: number;
}

/** Of one answer: 32 orders of more options than a question has. */
const MOST_ROWS = 10_000;

/** An answer as it was found: its condition and cue by their place in the manifest. */
export interface FoundAnswer {
  condition: number;
  cue: number;
  raw: RawAnswer;
  /** Its last. */
  line: number;
}

/** What the numbers of a row stand for. */
interface Names {
  questions: ReadonlyMap<string, Question>;
  conditions: readonly Condition[];
  cues: readonly Cue[];
}

/**
 * Reads rows back, answer by answer. By hand, not by a schema: there may be millions. Throws a fault
 * that names the line where a row is not one that `answersCsv` writes.
 * @param headed whether the first row names the columns
 */
export function* answersFrom(
  rows: Iterable<CsvRow>,
  names: Names,
  broken: Fault,
  headed: boolean
): Generator<FoundAnswer> {
  let own: Row[] = [];
  let last = 0;
  for (const { cells, line } of rows) {
    if (headed) {
      headed = false;
      if (cells.join() !== COLUMNS.join()) throw broken(`line ${line}`);
      continue;
    }
    const row = rowFrom(cells, names);
    if (!row) throw broken(`line ${line}`);
    if (own[0] && !sameAnswer(own[0], row)) {
      yield answerFrom(own, names, last) ?? fail(broken(`line ${last}`));
      own = [];
    }
    if (own.push(row) > MOST_ROWS) throw broken(`line ${line}`);
    last = line;
  }
  if (own.length > 0) yield answerFrom(own, names, last) ?? fail(broken(`line ${last}`));
}

function fail(error: Error): never {
  throw error;
}

/** Null where a row is not as it was written. */
function rowFrom(cells: readonly string[], { questions, conditions, cues }: Names): Row | null {
  const [condition, cue, question = '', order, option, logprob, tokens, baseline] = cells;
  const options = questions.get(question)?.options.length ?? 0;
  const row = {
    condition: placeOf(condition, conditions.length),
    cue: placeOf(cue, cues.length),
    question,
    order: order === '' ? null : placeOf(order, 32),
    option: option === '' ? null : placeOf(option, options),
    logprob: logprobIn(logprob),
    tokens: tokensIn(tokens),
    baseline: logprobIn(baseline)
  };
  const letter = conditions[row.condition]?.readout === 'letter';
  const good =
    cells.length === COLUMNS.length &&
    options > 0 &&
    ![row.condition, row.cue, row.order, row.option].includes(-1) &&
    !Number.isNaN(row.logprob) &&
    (letter
      ? row.order !== null
      : row.order === null && !Number.isNaN(row.baseline) && !Number.isNaN(row.tokens));
  return good ? row : null;
}

/** -1 where it is none of so many. */
function placeOf(text = '', count: number): number {
  const place = /^\d{1,7}$/.test(text) ? Number(text) : -1;
  return place < count ? place : -1;
}

function answerFrom(
  rows: readonly Row[],
  { questions, cues }: Names,
  line: number
): FoundAnswer | null {
  const [{ condition, cue, question, order }] = rows as [Row];
  const read = order === null ? wordsOf : lettersOf;
  const raw = read(rows, questions.get(question) as Question, cues[cue] as Cue);
  return raw && { condition, cue, raw, line };
}

const sameAnswer = (a: Row, b: Row) =>
  a.condition === b.condition && a.cue === b.cue && a.question === b.question;

function wordsOf(rows: readonly Row[], question: Question, cue: Cue): RawAnswer | null {
  if (rows.length !== question.options.length) return null;
  if (rows.some(({ option }, k) => option !== k)) return null;
  return {
    question: question.id,
    cue,
    readout: 'text',
    sums: rows.map(({ logprob }) => logprob),
    tokens: rows.map(({ tokens }) => tokens),
    baseline: rows.map(({ baseline }) => baseline)
  };
}

function lettersOf(rows: readonly Row[], question: Question, cue: Cue): RawAnswer | null {
  const n = question.options.length;
  const count = Math.max(...rows.map(({ order }) => order ?? 0)) + 1;
  const shown = rows.length / count;
  const orders = Array.from({ length: count }, (_, index) => {
    const own = rows.slice(index * shown, (index + 1) * shown);
    return {
      fits:
        own.every(({ order }) => order === index) &&
        own.every(({ option }, k) => (k < n ? option !== null : option === null)) &&
        new Set(own.slice(0, n).map(({ option }) => option)).size === n,
      order: own.slice(0, n).map(({ option }) => option ?? 0),
      logprobs: own.map(({ logprob }) => logprob)
    };
  });
  if (!Number.isInteger(shown) || shown < n || orders.some(({ fits }) => !fits)) return null;
  return {
    question: question.id,
    cue,
    readout: 'letter',
    orders: orders.map(({ order, logprobs }) => ({ order, logprobs }))
  };
}
