import { csvCell } from '../../../core/csvCell.ts';
import { lettersFor } from '../../../core/prompts/letters.ts';
import type { Layout } from '../../../core/answers/answerColumns.ts';
import type { Condition } from '../../../core/study/studyTypes.ts';
import type { Cue } from '../../../core/prompts/types.ts';
import type { Question } from '../../../core/survey/types.ts';
import type { RawAnswer } from '../../../core/answers/types.ts';
import type { AnswerSegment } from '../../../store/studies/studyStoreApi.ts';
import type { ZipFault } from './zipFaults.ts';
import { keysOf, rowStarts } from '../open/segments.ts';

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
/** Cells that are read back. */
const READ = COLUMNS.indexOf('probability');

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
    cue.kind === 'picture' ? cue.picture : null
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

/**
 * Reads rows back, one at a time, and tells each finished answer. Throws a fault that names the line
 * where a row is not one that `answersCsv` writes.
 */
export class AnswersReader {
  #rows: Row[] = [];
  #headed: boolean;
  readonly #questions: ReadonlyMap<string, Question>;
  readonly #conditions: readonly Condition[];
  readonly #cues: readonly Cue[];
  readonly #take: (condition: number, cue: number, raw: RawAnswer) => void;
  readonly #broken: ZipFault;

  /** @param headed whether the first row names the columns */
  constructor(
    names: {
      questions: ReadonlyMap<string, Question>;
      conditions: readonly Condition[];
      cues: readonly Cue[];
    },
    take: (condition: number, cue: number, raw: RawAnswer) => void,
    broken: ZipFault,
    headed: boolean
  ) {
    this.#headed = headed;
    this.#questions = names.questions;
    this.#conditions = names.conditions;
    this.#cues = names.cues;
    this.#take = take;
    this.#broken = broken;
  }

  row(cells: readonly string[], line: number): void {
    if (this.#headed) {
      this.#headed = false;
      if (cells.join() !== COLUMNS.join()) throw this.#broken(`line ${line}`);
      return;
    }
    const row = this.#parse(cells, line);
    const [before] = this.#rows;
    if (before && !sameAnswer(before, row)) this.#flush(line - 1);
    this.#rows.push(row);
  }

  end(line: number): void {
    this.#flush(line);
  }

  #parse(cells: readonly string[], line: number): Row {
    const fail = () => this.#broken(`line ${line}`);
    if (cells.length !== COLUMNS.length) throw fail();
    const [condition, cue, question = '', order, option, logprob, tokens, baseline] = cells.slice(
      0,
      READ
    );
    const index = (text: string | undefined, below: number) => {
      const value = /^\d{1,7}$/.test(text ?? '') ? Number(text) : -1;
      if (value < 0 || value >= below) throw fail();
      return value;
    };
    const asked = this.#questions.get(question);
    if (!asked) throw fail();
    const row = {
      condition: index(condition, this.#conditions.length),
      cue: index(cue, this.#cues.length),
      question,
      order: order === '' ? null : index(order, 32),
      option: option === '' ? null : index(option, asked.options.length),
      logprob: decimal(logprob),
      tokens: decimal(tokens),
      baseline: decimal(baseline)
    };
    const letter = this.#conditions[row.condition]?.readout === 'letter';
    const good = letter
      ? row.order !== null && row.logprob <= 0
      : row.order === null && row.logprob <= 0 && row.baseline <= 0 && row.tokens > 0;
    if (!good) throw fail();
    return row;
  }

  #flush(line: number): void {
    const rows = this.#rows;
    const [first] = rows;
    this.#rows = [];
    if (!first) return;
    const question = this.#questions.get(first.question) as Question;
    const cue = this.#cues[first.cue] as Cue;
    const raw =
      first.order === null ? wordsOf(rows, question, cue) : lettersOf(rows, question, cue);
    if (!raw) throw this.#broken(`line ${line}`);
    this.#take(first.condition, first.cue, raw);
  }
}

const sameAnswer = (a: Row, b: Row) =>
  a.condition === b.condition && a.cue === b.cue && a.question === b.question;

const decimal = (text = '') => (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text) ? Number(text) : NaN);

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
