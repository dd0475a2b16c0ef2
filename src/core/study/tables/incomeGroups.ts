import type { PictureSet } from '../studyFrame.ts';
import type { PoolResult, StudyResults } from '../studyResults.ts';
import { evidenceColumns, judged, type Judged } from './judged.ts';
import {
  estimateColumns,
  similarityTable,
  topicRows,
  type Column,
  type TableInput,
  type TopicRow
} from './studyTable.ts';

type Row = TopicRow<PoolResult> & Judged;

/** The paper's tables by income are about people; a study without such pictures shows its others. */
export function incomeSet(results: StudyResults): PictureSet {
  return results.pools.some(({ set }) => set === 'people') ? 'people' : 'culture';
}

/** Change by income group, model and topic; each country counts the same (the paper's Table 2). */
export function incomeChange(input: TableInput) {
  return incomeTable(
    input,
    [
      ...estimateColumns('change', 'percent', ({ tested }: Row) => tested),
      ...evidenceColumns<Row>('pCountries', 'percent'),
      ['questions', 'count', ({ found }) => found?.n],
      ['countries', 'count', ({ countries }) => countries.length],
      ['pictures', 'count', ({ pictures }) => pictures]
    ],
    input.denominator
  );
}

/** Similarity with name and with picture, per topic and income group (Figures 7 and 9). */
export function incomeSimilarity(input: TableInput) {
  return incomeTable(input, [
    ...estimateColumns('name', 'score', ({ found }: Row) => found?.name),
    ...estimateColumns('picture', 'score', ({ found }: Row) => found?.picture),
    ...evidenceColumns<Row>('pCountries', 'percent'),
    ['questions', 'count', ({ found }) => found?.n]
  ]);
}

/** Topics of both income groups under one condition are the cells of one figure. */
export function changesByIncome(
  pools: readonly PoolResult[],
  denominator: TableInput['denominator']
): Row[] {
  return judged(
    topicRows(pools),
    ({ found }) => found?.change?.[denominator],
    ({ condition }) => condition
  );
}

function incomeTable(
  input: TableInput,
  columns: readonly Column<Row>[],
  denominator?: TableInput['denominator']
) {
  const pools = input.results.pools.filter(({ set, pool }) => set === input.set && pool !== 'all');
  const places: Column<Row>[] = [
    ['income', 'text', ({ pool }) => pool],
    ['topic', 'topic', ({ topic }) => topic]
  ];
  const rows = changesByIncome(pools, input.denominator);
  return similarityTable(input, pools, rows, [...places, ...columns], denominator);
}
