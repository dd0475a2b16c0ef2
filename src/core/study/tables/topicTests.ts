import { benjaminiHochberg } from '../../inference/benjaminiHochberg.ts';
import { beyondChance } from '../../inference/evidence.ts';
import type { PoolResult } from '../studyResults.ts';
import {
  estimateColumns,
  similarityTable,
  topicRows,
  type TableInput,
  type TopicRow
} from './studyTable.ts';

/**
 * The topics of one pool with p adjusted for asking about all of them (Benjamini and Hochberg), and
 * whether that is beyond chance.
 */
export function testedTopics(pool: PoolResult) {
  const topics = topicRows([pool]);
  const adjusted = benjaminiHochberg(topics.map(({ found }) => found?.difference?.p ?? null));
  return topics.map((row, index) => {
    const p = adjusted[index] ?? null;
    return { ...row, adjusted: p, clear: beyondChance(p) };
  });
}

/**
 * Does a picture make a difference, topic by topic, over all countries together: p, and p adjusted. The paper's Table 3.
 */
export function topicTests(input: TableInput) {
  const pools = input.results.pools.filter(({ set, pool }) => set === input.set && pool === 'all');
  const differenceOf = ({ found }: TopicRow<PoolResult>) => found?.difference;
  return similarityTable(input, pools, pools.flatMap(testedTopics), [
    ['topic', 'topic', ({ topic }) => topic],
    ...estimateColumns('difference', 'difference', differenceOf),
    ['p', 'p', ({ found }) => found?.difference?.p],
    ['adjusted', 'p', ({ adjusted }) => adjusted],
    ['questions', 'count', ({ found }) => found?.n]
  ]);
}
