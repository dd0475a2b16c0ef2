import type { ChangeDenominator } from '../../measures/shift.ts';
import { TOPICS } from '../../survey/types.ts';
import type { PictureSet } from '../studyFrame.ts';
import type { StudyResults } from '../studyResults.ts';
import {
  captionOf,
  CONDITION_COLUMNS,
  conditionCells,
  estimateCells,
  estimateColumns,
  excludesZero,
  type CaptionBase,
  type StudyColumn,
  type StudyTable
} from './studyTable.ts';

const GROUP_COLUMNS: readonly StudyColumn[] = [
  ...CONDITION_COLUMNS,
  { key: 'income', kind: 'text' },
  { key: 'topic', kind: 'topic' }
];

/** The paper's tables by income are about people; a study without such pictures shows its others. */
export function incomeSet(results: StudyResults): PictureSet {
  return results.pools.some(({ set }) => set === 'people') ? 'people' : 'culture';
}

/** Table 2: change by income group, model and topic. Each country counts the same. */
export function table2(
  results: StudyResults,
  base: CaptionBase,
  denominator: ChangeDenominator,
  set = incomeSet(results)
): StudyTable {
  const pools = incomePools(results, set);
  return {
    id: 'table2',
    columns: [
      ...GROUP_COLUMNS,
      ...estimateColumns('change', 'percent'),
      { key: 'p', kind: 'p' },
      { key: 'clear', kind: 'flag' },
      { key: 'questions', kind: 'count' },
      { key: 'countries', kind: 'count' },
      { key: 'pictures', kind: 'count' }
    ],
    rows: pools.flatMap((pool) =>
      TOPICS.map((topic) => {
        const found = pool.topics.find((each) => each.topic === topic);
        const change = found?.change?.[denominator];
        return [
          ...conditionCells(base.conditions, pool.condition),
          pool.pool,
          topic,
          ...estimateCells(change),
          found?.difference?.p ?? null,
          change ? Number(excludesZero(change)) : null,
          found?.n ?? null,
          pool.countries.length,
          pool.pictures
        ];
      })
    ),
    caption: captionOf(results, base, { set, denominator }, pools)
  };
}

/** Figures 7 and 9: similarity with name and with picture, per topic and income group. */
export function figure9(
  results: StudyResults,
  base: CaptionBase,
  set = incomeSet(results)
): StudyTable {
  const pools = incomePools(results, set);
  return {
    id: 'figure9',
    columns: [
      ...GROUP_COLUMNS,
      ...estimateColumns('name', 'score'),
      ...estimateColumns('picture', 'score'),
      { key: 'questions', kind: 'count' }
    ],
    rows: pools.flatMap((pool) =>
      TOPICS.map((topic) => {
        const found = pool.topics.find((each) => each.topic === topic);
        return [
          ...conditionCells(base.conditions, pool.condition),
          pool.pool,
          topic,
          ...estimateCells(found?.name),
          ...estimateCells(found?.picture),
          found?.n ?? null
        ];
      })
    ),
    caption: captionOf(results, base, { set, denominator: null }, pools)
  };
}

function incomePools({ pools }: StudyResults, set: PictureSet) {
  return pools.filter((each) => each.set === set && each.pool !== 'all');
}
