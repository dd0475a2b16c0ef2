import type { Delimiter } from '../../formats/csv.ts';
import type { CountryCode, QuestionId } from '../../core/survey/types.ts';

/** Files that the importer reads. `json` kinds are this app's own exports. */
export const TABLE_KINDS = ['long', 'goqa', 'microdata'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];
export type FileKind = TableKind | 'wording' | 'survey-json' | 'wording-json';

/** Something in a file that the reader should know; its sentence is `import.issue.<code>`. */
export interface Issue {
  code: IssueCode;
  /** `error`: the row cannot be used. `note`: used, but look at it. */
  severity: 'error' | 'note';
  /** Line of the file, counted from 1 with the header; null where it concerns the file as a whole. */
  line: number | null;
  /** Name of the column, or its number from 1; null where none is to blame. */
  column: string | null;
  params: Record<string, string | number>;
}

export type IssueCode =
  | 'bom'
  | 'utf16'
  | 'not-utf8'
  | 'decimal-comma'
  | 'percent'
  | 'too-few-cells'
  | 'too-many-cells'
  | 'empty-cell'
  | 'not-a-number'
  | 'negative-share'
  | 'duplicate-row'
  | 'sum-not-one'
  | 'nothing-counted'
  | 'unknown-country'
  | 'unknown-question'
  | 'unknown-option'
  | 'option-absent'
  | 'not-python'
  | 'shares-and-options'
  | 'bad-weight'
  | 'same-country'
  | 'same-question'
  | 'wrong-option-count'
  | 'duplicate-option'
  | 'continuation-count'
  | 'continuation-prefix'
  | 'lead-in-missing';

/** What the first part of a file tells: enough to propose how to read the whole. */
export interface Inspection {
  kind: FileKind | null;
  encoding: Encoding;
  delimiter: Delimiter;
  header: string[];
  /** First rows as they stand. */
  sample: { line: number; cells: string[] }[];
  notes: Issue[];
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Numbers of a long table: shares of 1, or counts of people. `auto`: told from the sums. */
export type LongUnit = 'auto' | 'share' | 'count';

/** How to read a table; columns by place in the header. */
export type ReadSettings = { encoding: Encoding; delimiter: Delimiter } & (
  | {
      kind: 'long';
      country: number;
      question: number;
      option: number;
      value: number;
      unit: LongUnit;
      /** Are the numbers weighted to the population? Only the reader knows. */
      weighted: boolean;
    }
  | {
      kind: 'goqa';
      question: number;
      selections: number;
      options: number;
      source: number | null;
      correct: boolean;
    }
  | { kind: 'microdata'; country: number; weight: number | null }
);

/**
 * What a table holds, in its own labels and before anything is mapped: per country and question a
 * number per option. All table kinds come to this.
 */
export interface Tally {
  kind: TableKind;
  unit: 'share' | 'count' | 'weight';
  weighted: boolean;
  rows: number;
  countries: { label: string; line: number }[];
  questions: TallyQuestion[];
  cells: TallyCell[];
  issues: Issue[];
}

export interface TallyQuestion {
  label: string;
  line: number;
  options: { label: string; line: number }[];
}

export interface TallyCell {
  /** Index into `countries` and `questions`. */
  country: number;
  question: number;
  /** First line of the cell. */
  line: number;
  /** Parallel to the question's options: share, count or sum of weights; null where not given. */
  values: (number | null)[];
  /** People asked per option, for microdata and counts. */
  counts: number[] | null;
}

/** What an option of the file stands for: a code of the question, or a kind of missing answer. */
export type OptionMeaning = { code: number } | 'dont-know' | 'no-answer' | 'skip' | null;

/** What a question of the file stands for; null: left out. */
export interface QuestionMapping {
  id: QuestionId;
  /** Parallel to the file's options; null is not decided, which is an error. */
  options: OptionMeaning[];
}

export interface Mapping {
  /** Parallel to the tally's countries; null: unknown, `skip`: left out on purpose. */
  countries: (CountryCode | 'skip' | null)[];
  /** Parallel to the tally's questions; null: unknown, `skip`: left out on purpose. */
  questions: (QuestionMapping | 'skip' | null)[];
}
