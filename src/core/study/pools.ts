import { clusterBootstrap, MIN_CLUSTERS, type Resampled } from '../inference/clusterBootstrap.ts';
import { detectableMean } from '../inference/pairedMean.ts';
import { compareCues, withDifference, type ComparedCues } from '../measures/compareCues.ts';
import { mean } from '../mean.ts';
import { TOPICS, type Topic } from '../survey/topics.ts';
import type { CountryCode } from '../survey/types.ts';
import type { PoolResult, TopicResult } from './studyResults.ts';

/** A country of a pool: similarities by name and by pictures over the pool's questions. */
export interface PoolMember {
  country: CountryCode;
  /** Pictures averaged. */
  pictures: number;
  name: Float64Array;
  picture: Float64Array;
}

interface Choices {
  /** Resamples B and their seed. */
  count: number;
  seed: number;
}

/**
 * Means over countries, each with equal weight, all over the same questions. Tested by whole
 * countries and questions: where there are 15 of both by the cluster bootstrap, else by paired
 * differences over questions (countries averaged) and over countries (questions averaged). Null
 * without countries.
 * @param topics of the questions, sorted, as in `TOPICS`; -1 for none
 */
export function poolCountries(
  members: readonly PoolMember[],
  topics: readonly number[],
  choices: Choices
): Omit<PoolResult, 'condition' | 'set' | 'pool'> | null {
  if (members.length === 0 || topics.length === 0) return null;
  const every = topics.map((_, q) => q);
  const kinds = [...new Set(topics)].filter((topic) => topic >= 0);
  const groups = [every, ...kinds.map((topic) => every.filter((q) => topics[q] === topic))];
  const resampled = resample(members, topics.length, groups, choices);
  const found = groups.map((group, g) => pooled(members, group, resampled[g] ?? null, choices));
  return {
    countries: members.map(({ country }) => country),
    questions: topics.length,
    pictures: members.reduce((sum, { pictures }) => sum + pictures, 0),
    resampled: resampled.length > 0,
    ...(found[0] as ComparedCues),
    topics: kinds.map((topic, k): TopicResult => {
      const n = (groups[k + 1] as readonly number[]).length;
      return { topic: TOPICS[topic] as Topic, n, ...(found[k + 1] as ComparedCues) };
    })
  };
}

/** Of the groups with enough questions, by their places; empty where countries are too few. */
function resample(
  members: readonly PoolMember[],
  questions: number,
  groups: readonly (readonly number[])[],
  choices: Choices
): Resampled[] {
  const large = groups.flatMap((group, g) => (group.length < MIN_CLUSTERS ? [] : [g]));
  if (members.length < MIN_CLUSTERS || large.length === 0) return [];
  const gridOf = (cue: 'name' | 'picture') => {
    const grid = new Float64Array(members.length * questions);
    members.forEach((member, c) => grid.set(member[cue], c * questions));
    return grid;
  };
  const found = clusterBootstrap(gridOf('name'), gridOf('picture'), {
    ...{ ...choices, countries: members.length, questions },
    groups: large.map((g) => groups[g] as readonly number[])
  });
  const byGroup: Resampled[] = [];
  large.forEach((g, k) => (byGroup[g] = found[k] as Resampled));
  return byGroup;
}

function pooled(
  members: readonly PoolMember[],
  group: readonly number[],
  resampled: Resampled | null,
  { seed }: Choices
): ComparedCues {
  const own = members.map(({ name, picture }) => {
    return { name: meanAt(name, group), picture: meanAt(picture, group) };
  });
  const overCountries = (cue: 'name' | 'picture') =>
    Float64Array.from(group, (q) => mean(members.map((member) => member[cue][q] as number)));
  const found = compareCues(
    {
      name: overCountries('name'),
      picture: overCountries('picture'),
      second: members.length > 1 ? own.map(({ name, picture }) => picture - name) : null
    },
    seed
  );
  const { name, picture, difference } = found;
  if (!name || !picture || !difference) return found;
  // A mean over countries of their own means: the order in which one adds decides the last bits.
  const [first, second] = [
    mean(own.map((each) => each.name)),
    mean(own.map((each) => each.picture))
  ];
  if (!resampled) {
    return withDifference({ ...name, mean: first }, { ...picture, mean: second }, difference);
  }
  const { interval, se, p } = resampled.difference;
  const clusters = { n: Math.min(members.length, group.length), se };
  return withDifference(
    { ...name, mean: first, interval: resampled.first },
    { ...picture, mean: second, interval: resampled.second },
    {
      ...{ ...clusters, mean: NaN, p, interval, second: null },
      detectable: detectableMean(clusters)
    }
  );
}

function meanAt(values: Float64Array, places: readonly number[]): number {
  return mean(places.map((q) => values[q] as number));
}
