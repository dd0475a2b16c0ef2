import { benjaminiHochberg } from '../../inference/benjaminiHochberg.ts';
import type { PoolResult } from '../studyResults.ts';
import {
  estimateColumns,
  similarityTable,
  topicRows,
  type TableInput,
  type TopicRow
} from './studyTable.ts';

/**
 * Does a picture make a difference, topic by topic, over all countries together: p, and p adjusted
 * for asking about all topics of one model (Benjamini and Hochberg). The paper's Table 3.
 */
export function topicTests(input: TableInput) {
  const pools = input.results.pools.filter(({ set, pool }) => set === input.set && pool === 'all');
  const rows = pools.flatMap((pool) => {
    const topics = topicRows([pool]);
    const adjusted = benjaminiHochberg(topics.map(({ found }) => found?.difference?.p ?? null));
    return topics.map((row, index) => ({ ...row, adjusted: adjusted[index] }));
  });
  const differenceOf = ({ found }: TopicRow<PoolResult>) => found?.difference;
  return similarityTable(input, pools, rows, [
    ['topic', 'topic', ({ topic }) => topic],
    ...estimateColumns('difference', 'difference', differenceOf),
    ['p', 'p', ({ found }) => found?.difference?.p],
    ['adjusted', 'p', ({ adjusted }) => adjusted],
    ['questions', 'count', ({ found }) => found?.n]
  ]);
}
