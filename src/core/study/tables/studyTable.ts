import type { inclusionOf } from '../participants.ts';
import type { ChangeDenominator } from '../../measures/shift.ts';
import { TOPICS, type Topic } from '../../survey/topics.ts';
import type { DataName } from '../../survey/types.ts';
import type { DontKnow, OrderScheme } from '../../prompts/types.ts';
import type { Estimate } from '../../inference/types.ts';
import type { Metric } from '../../measures/metrics.ts';
import type { TextVariant } from '../../answers/types.ts';
import type { PictureSet } from '../studyFrame.ts';
import type { StudyResults, TopicResult } from '../studyResults.ts';
import type { Condition } from '../studyTypes.ts';

/** A table or the numbers of a figure as plain data; labels are the interface's business. */
export interface StudyTable {
  columns: readonly StudyColumn[];
  /** One cell per column. */
  rows: readonly (readonly Cell[])[];
  caption: StudyCaption;
}

/** Null is missing, which is not zero. */
type Cell = string | number | null;

/** `key` names the column in the message catalogue. */
interface StudyColumn {
  key: string;
  kind: ColumnKind;
}

/** `share` and `percentile` in [0, 1], `percent` in hundredths, `income` in US dollars a month, `flag` 0 or 1. */
export type ColumnKind =
  | 'text'
  | 'country'
  | 'topic'
  | 'score'
  | 'difference'
  | 'percent'
  | 'share'
  | 'percentile'
  | 'p'
  | 'count'
  | 'income'
  | 'flag';

/** A column and how its cell comes from a row's object, so that head and cells cannot disagree. */
export type Column<Row> = readonly [
  key: string,
  kind: ColumnKind,
  cellOf: (row: Row) => Cell | undefined
];

/** What tables about similarity are made from: results, and what a reader chose to see. */
export interface TableInput {
  results: StudyResults;
  base: CaptionBase;
  set: PictureSet;
  denominator: ChangeDenominator;
}

/**
 * A table about similarity.
 * @param parts what stands behind the rows, for the caption
 */
export function similarityTable<Row extends { condition: number }>(
  { results, base, set }: TableInput,
  parts: readonly { questions: number; pictures: number; resampled?: boolean }[],
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  denominator: ChangeDenominator | null = null
): StudyTable {
  const range = (values: readonly number[]) =>
    values.length === 0 ? null : ([Math.min(...values), Math.max(...values)] as const);
  const { metric, variant, seed } = results;
  // Only large pools are resampled; all else rests on sign flips and Student's t.
  const resamples = parts.some(({ resampled }) => resampled) ? results.resamples : null;
  return tableOf(rows, [...conditionColumns(base.conditions), ...columns], {
    ...{ ...base, metric, variant, denominator, set, resamples, seed },
    questions: range(parts.map(({ questions }) => questions)),
    pictures: range(parts.map(({ pictures }) => pictures))
  });
}

/** A table without tests. */
export function plainTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  caption: CaptionBase & Pick<StudyCaption, 'variant' | 'set' | 'pictures'>
): StudyTable {
  const none = { metric: null, denominator: null, resamples: null, seed: null, questions: null };
  return tableOf(rows, columns, { ...none, ...caption });
}

/** A cell that is undefined is missing. */
function tableOf<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  caption: StudyCaption
): StudyTable {
  return {
    columns: columns.map(([key, kind]) => ({ key, kind })),
    rows: rows.map((row) => columns.map(([, , cellOf]) => cellOf(row) ?? null)),
    caption
  };
}

/** The condition of a row, which it names by its index. */
export function conditionColumns(
  conditions: readonly Condition[]
): Column<{ condition: number }>[] {
  // Tables of studies whose prompts have no system turn, and models one view, are as they always were.
  const told = (['view', 'system'] as const).filter((key) =>
    conditions.some((condition) => condition[key] !== undefined)
  );
  return (['model', 'template', ...told, 'readout'] as const).map((key) => [
    key,
    'text',
    ({ condition }) => conditions[condition]?.[key] ?? (key === 'system' ? 'none' : undefined)
  ]);
}

/** Value with the ends of its interval. */
export function estimateColumns<Row>(
  key: string,
  kind: ColumnKind,
  estimateOf: (row: Row) => Estimate | null | undefined
): Column<Row>[] {
  return [
    [key, kind, (row) => estimateOf(row)?.mean],
    [`${key}Low`, kind, (row) => estimateOf(row)?.interval?.[0]],
    [`${key}High`, kind, (row) => estimateOf(row)?.interval?.[1]]
  ];
}

/** One topic of a country or pool. */
export type TopicRow<Part> = Part & { topic: Topic; found: TopicResult | undefined };

/** A row for every topic of every part, of those without questions too. */
export function topicRows<Part extends { topics: readonly TopicResult[] }>(
  parts: readonly Part[]
): TopicRow<Part>[] {
  return parts.flatMap((part) =>
    TOPICS.map((topic) => ({
      ...part,
      topic,
      found: part.topics.find((each) => each.topic === topic)
    }))
  );
}

/** Choices of a study that its results do not hold, for captions. */
export interface CaptionBase {
  survey: DataName;
  /** World Bank fiscal year of the income groups. */
  incomeYear: number;
  orders: OrderScheme;
  dontKnow: DontKnow;
  conditions: readonly Condition[];
  /** Who decided which pictures take part. */
  inclusion: ReturnType<typeof inclusionOf>;
}

/** Everything that a reader must know to read the numbers right. */
export interface StudyCaption extends CaptionBase {
  metric: Metric | null;
  variant: TextVariant;
  denominator: ChangeDenominator | null;
  set: PictureSet | null;
  /** Null where no pool is large enough to be resampled. */
  resamples: number | null;
  /** Null for a table without tests. */
  seed: number | null;
  /** Fewest and most questions, and pictures, behind a value. */
  questions: readonly [number, number] | null;
  pictures: readonly [number, number] | null;
}
