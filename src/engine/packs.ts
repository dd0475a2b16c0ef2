import { TokenTrie } from '../core/tokens/tokenTrie.ts';
import type { TokenJob } from './promptTokens.ts';

export interface PackLimits {
  /** Tokens that a pack may hold; its first job always fits. */
  tokens: number;
  /** For jobs that share a good part of their tokens with the pack: the orders of one question. */
  kindredTokens: number;
}

/**
 * How many of the first jobs make up the next pack: adjacent ones behind the same prefix, as long
 * as the limits hold. At least 1 where there is a job.
 */
export function nextPack(jobs: readonly TokenJob[], limits: PackLimits): number {
  const first = jobs[0];
  if (!first) return 0;
  const trie = new TokenTrie();
  let count = 0;
  for (const job of jobs) {
    if (job.picture !== first.picture || !sameIds(job.prefix, first.prefix)) break;
    const before = trie.size;
    const stem = trie.append(-1, job.suffix);
    for (const target of job.targets) trie.append(stem, target.slice(0, -1));
    const kindred = trie.size - before <= 0.75 * job.suffix.length;
    if (count > 0 && trie.size > (kindred ? limits.kindredTokens : limits.tokens)) break;
    count += 1;
  }
  return count;
}

const sameIds = (a: readonly number[], b: readonly number[]) =>
  a === b || (a.length === b.length && a.every((id, at) => id === b[at]));
