import { TOPICS, type Topic } from '../survey/topics.ts';
import type { CountryCode } from '../survey/types.ts';
import { compareCues } from '../measures/compareCues.ts';
import type { CountryReplicates, Replicates } from '../inference/replicates.ts';
import type { PoolResult, TopicResult } from './studyResults.ts';

/**
 * Means over countries, resample by resample, so that a question drawn counts in all of them. Only
 * countries with both cues take part: the cues are compared over the same countries.
 */
export class CountryPool {
  readonly #countries: CountryCode[] = [];
  #pictures = 0;
  readonly #overall: PooledPair;
  readonly #topics: readonly PooledPair[];

  constructor(rows: number) {
    this.#overall = new PooledPair(rows);
    this.#topics = TOPICS.map(() => new PooledPair(rows));
  }

  add(
    country: CountryCode,
    scores: { questions: readonly number[]; pictures: readonly number[] },
    means: CountryReplicates
  ): void {
    if (!means.name || !means.picture) return;
    this.#countries.push(country);
    this.#pictures += scores.pictures.length;
    this.#overall.add(means.name, means.picture, scores.questions);
    for (const { topic, name, picture, questions } of means.topics) {
      if (name && picture) this.#topics[topic]?.add(name, picture, questions);
    }
  }

  /** Null for a pool without countries. */
  result(): Omit<PoolResult, 'condition' | 'set' | 'pool'> | null {
    if (this.#countries.length === 0) return null;
    const { questions, name, picture } = this.#overall;
    return {
      ...{ countries: this.#countries, questions, pictures: this.#pictures },
      ...compareCues(name, picture, questions),
      topics: this.#topics.flatMap((pair, topic) =>
        pair.questions > 0 ? [topicResult(topic, pair.name, pair.picture, pair.questions)] : []
      )
    };
  }
}

export function topicResult(
  topic: number,
  name: Replicates | null,
  picture: Replicates | null,
  n: number
): TopicResult {
  return { topic: TOPICS[topic] as Topic, n, ...compareCues(name, picture, n) };
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
  get name(): Replicates {
    return this.#name.map((sum, row) => sum / (this.#counts[row] as number));
  }
  get picture(): Replicates {
    return this.#picture.map((sum, row) => sum / (this.#counts[row] as number));
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
}
