import { TOPICS, type CountryCode, type Topic } from '../survey/types.ts';
import { compareCues } from '../measures/compareCues.ts';
import type { CountryReplicates, CountryScores, Replicates } from '../inference/replicates.ts';
import type { PictureSet } from './studyFrame.ts';
import type { Pool, PoolResult } from './studyResults.ts';

/**
 * Means over countries, resample by resample, so that a question drawn counts in all of them. Only
 * countries with both cues take part: the cues are compared over the same countries.
 */
export class CountryPool {
  readonly #countries: CountryCode[] = [];
  #pictures = 0;
  readonly #overall: PooledPair;
  readonly #topics = new Map<number, PooledPair>();

  constructor(readonly rows: number) {
    this.#overall = new PooledPair(rows);
  }

  add(
    country: CountryCode,
    scores: Pick<CountryScores, 'questions' | 'topics' | 'pictures'>,
    name: Replicates,
    picture: Replicates,
    topics: CountryReplicates['topics']
  ): void {
    this.#countries.push(country);
    this.#pictures += scores.pictures.length;
    this.#overall.add(name, picture, scores.questions);
    for (const each of topics) {
      const topicName = each.plain[0];
      if (!topicName || !each.picture) continue;
      const pair = this.#topics.get(each.topic) ?? new PooledPair(this.rows);
      this.#topics.set(each.topic, pair);
      const own = scores.questions.filter((_, j) => scores.topics[j] === each.topic);
      pair.add(topicName, each.picture, own);
    }
  }

  /** Null for a pool without countries. */
  result(condition: number, set: PictureSet, pool: Pool): PoolResult | null {
    if (this.#countries.length === 0) return null;
    const topics = [...this.#topics].sort(([a], [b]) => a - b);
    return {
      condition,
      set,
      pool,
      countries: this.#countries,
      questions: this.#overall.questions,
      pictures: this.#pictures,
      ...this.#overall.compare(),
      topics: topics.map(([topic, pair]) => ({
        topic: TOPICS[topic] as Topic,
        n: pair.questions,
        ...pair.compare()
      }))
    };
  }
}

/** Running sums of name and picture; a resample in which a country has nothing skips it for both. */
class PooledPair {
  readonly #name: Float64Array;
  readonly #picture: Float64Array;
  readonly #counts: Uint16Array;
  readonly #questions = new Set<number>();

  constructor(rows: number) {
    this.#name = new Float64Array(rows);
    this.#picture = new Float64Array(rows);
    this.#counts = new Uint16Array(rows);
  }

  get questions(): number {
    return this.#questions.size;
  }

  add(name: Replicates, picture: Replicates, questions: readonly number[]): void {
    const [names, pictures, counts] = [this.#name, this.#picture, this.#counts];
    for (let row = 0; row < name.length; row++) {
      const a = name[row] as number;
      const b = picture[row] as number;
      if (Number.isNaN(a) || Number.isNaN(b)) continue;
      names[row] = (names[row] as number) + a;
      pictures[row] = (pictures[row] as number) + b;
      counts[row] = (counts[row] as number) + 1;
    }
    questions.forEach((question) => this.#questions.add(question));
  }

  compare() {
    const mean = (sums: Float64Array) =>
      sums.map((sum, row) => sum / (this.#counts[row] as number));
    return compareCues(mean(this.#name), mean(this.#picture), this.questions);
  }
}
