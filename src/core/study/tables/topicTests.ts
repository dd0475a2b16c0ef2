import { benjaminiHochberg } from '../../inference/benjaminiHochberg.ts';
import { TOPICS } from '../../survey/types.ts';
import type { PictureSet } from '../studyFrame.ts';
import type { StudyResults } from '../studyResults.ts';
import {
  captionOf,
  CONDITION_COLUMNS,
  conditionCells,
  estimateCells,
  estimateColumns,
  type CaptionBase,
  type StudyTable
} from './studyTable.ts';

/**
 * Table 3: does a picture make a difference, topic by topic, over all countries together: p, and p
 * adjusted for asking about all topics of one model (Benjamini and Hochberg).
 */
export function table3(
  results: StudyResults,
  base: CaptionBase,
  set: PictureSet = 'culture'
): StudyTable {
  const pools = results.pools.filter((each) => each.set === set && each.pool === 'all');
  return {
    id: 'table3',
    columns: [
      ...CONDITION_COLUMNS,
      { key: 'topic', kind: 'topic' },
      ...estimateColumns('difference', 'difference'),
      { key: 'p', kind: 'p' },
      { key: 'adjusted', kind: 'p' },
      { key: 'questions', kind: 'count' }
    ],
    rows: pools.flatMap((pool) => {
      const found = TOPICS.map((topic) => pool.topics.find((each) => each.topic === topic));
      const adjusted = benjaminiHochberg(found.map((each) => each?.difference?.p ?? null));
      return TOPICS.map((topic, index) => [
        ...conditionCells(base.conditions, pool.condition),
        topic,
        ...estimateCells(found[index]?.difference),
        found[index]?.difference?.p ?? null,
        adjusted[index] ?? null,
        found[index]?.n ?? null
      ]);
    }),
    caption: captionOf(results, base, { set, denominator: null }, pools)
  };
}
