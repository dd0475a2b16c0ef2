import type { ChangeDenominator } from '../../measures/shift.ts';
import type { DataName } from '../../survey/types.ts';
import type { DontKnow, OrderScheme } from '../../prompts/types.ts';
import type { Estimate } from '../../inference/types.ts';
import type { Metric } from '../../measures/metrics.ts';
import type { TextVariant } from '../../answers/types.ts';
import type { PictureSet } from '../studyFrame.ts';
import type { StudyResults } from '../studyResults.ts';
import type { Condition } from '../studyTypes.ts';

/** A table or the numbers of a figure as plain data; labels are the interface's business. */
export interface StudyTable {
  id: StudyTableId;
  columns: readonly StudyColumn[];
  /** One cell per column; null is missing, which is not zero. */
  rows: readonly (readonly (string | number | null)[])[];
  caption: StudyCaption;
}

export type StudyTableId =
  | 'table1'
  | 'table2'
  | 'table3'
  | 'figure4'
  | 'figure5'
  | 'figure6'
  | 'figure8'
  | 'figure9'
  | 'quality';

/** `key` names the column in the message catalogue and in a CSV. */
export interface StudyColumn {
  key: string;
  kind: ColumnKind;
}

/** `share` in [0, 1], `percent` in hundredths, `income` in US dollars a month, `flag` 0 or 1. */
export type ColumnKind =
  | 'text'
  | 'country'
  | 'topic'
  | 'score'
  | 'difference'
  | 'percent'
  | 'share'
  | 'p'
  | 'count'
  | 'income'
  | 'flag';

/** Choices of a study that its results do not hold, for captions. */
export interface CaptionBase {
  survey: DataName;
  /** World Bank fiscal year of the income groups. */
  incomeYear: number;
  orders: OrderScheme;
  dontKnow: DontKnow;
  conditions: readonly Condition[];
  /** Who decided which pictures take part. */
  inclusion: 'gate' | 'gateFree' | 'hand' | 'all';
}

/** Everything that a reader must know to read the numbers right. */
export interface StudyCaption extends CaptionBase {
  metric: Metric | null;
  variant: TextVariant;
  denominator: ChangeDenominator | null;
  set: PictureSet | null;
  resamples: number | null;
  seed: number | null;
  /** Fewest and most questions, and pictures, behind a value. */
  questions: readonly [number, number] | null;
  pictures: readonly [number, number] | null;
}

/** The caption of a table made from results; `parts` are the rows' own counts. */
export function captionOf(
  results: StudyResults,
  base: CaptionBase,
  table: { set: PictureSet; denominator: ChangeDenominator | null },
  parts: readonly { questions: number; pictures: number }[]
): StudyCaption {
  const range = (values: readonly number[]) =>
    values.length === 0 ? null : ([Math.min(...values), Math.max(...values)] as const);
  return {
    ...base,
    ...table,
    metric: results.metric,
    variant: results.variant,
    resamples: results.resamples,
    seed: results.seed,
    questions: range(parts.map(({ questions }) => questions)),
    pictures: range(parts.map(({ pictures }) => pictures))
  };
}

export const CONDITION_COLUMNS: readonly StudyColumn[] = ['model', 'template', 'readout'].map(
  (key) => ({ key, kind: 'text' })
);

export function conditionCells(
  conditions: readonly Condition[],
  index: number
): readonly (string | null)[] {
  const found = conditions[index];
  return [found?.model ?? null, found?.template ?? null, found?.readout ?? null];
}

/** Value with the ends of its interval. */
export function estimateColumns(key: string, kind: ColumnKind): StudyColumn[] {
  return [key, `${key}Low`, `${key}High`].map((each) => ({ key: each, kind }));
}

export function estimateCells(found: Estimate | null | undefined): (number | null)[] {
  return [found?.mean ?? null, found?.interval?.[0] ?? null, found?.interval?.[1] ?? null];
}

/** Does the interval leave out 0? Only then is a cell coloured. */
export function excludesZero(found: Estimate | null | undefined): boolean {
  const interval = found?.interval;
  return interval ? interval[0] > 0 || interval[1] < 0 : false;
}
