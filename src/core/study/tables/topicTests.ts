import type { PoolResult } from '../studyResults.ts';
import { evidenceColumns, judged, type Judged } from './judged.ts';
import { estimateColumns, similarityTable, topicRows, type TableInput } from './studyTable.ts';

/** Every topic of some pools, with p adjusted for asking about all of them. */
export function testedTopics(pools: readonly PoolResult[]) {
  return judged(topicRows(pools), ({ found }) => found?.difference);
}

/**
 * Does a picture make a difference, topic by topic, over all countries together: p, and p adjusted
 * over all topics and models. The paper's Table 3.
 */
export function topicTests(input: TableInput) {
  const pools = input.results.pools.filter(({ set, pool }) => set === input.set && pool === 'all');
  return similarityTable(input, pools, testedTopics(pools), [
    ['topic', 'topic', ({ topic }) => topic],
    ...estimateColumns('difference', 'difference', ({ tested }: Judged) => tested),
    ...evidenceColumns('pCountries', 'difference'),
    ['questions', 'count', ({ found }) => found?.n]
  ]);
}
