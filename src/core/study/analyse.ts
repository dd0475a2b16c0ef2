import { TOPICS, type CountryCode, type Topic } from '../survey/types.ts';
import type { BaselineScores } from './baselineScores.ts';
import { compareCues } from '../measures/compareCues.ts';
import { skill } from '../measures/similarity.ts';
import { gatherCountry, type SeriesPlaces } from './countryScores.ts';
import { combine, estimate } from '../inference/estimates.ts';
import { CountryPool } from './pools.ts';
import {
  resampleCountry,
  type CountryReplicates,
  type CountryScores
} from '../inference/replicates.ts';
import { drawResamples, type Resamples } from '../inference/resamples.ts';
import type { ConditionScores } from './scores.ts';
import { PICTURE_SETS, pictureSet, type PictureSet, type StudyFrame } from './studyFrame.ts';
import {
  incomePool,
  POOLS,
  type CountryResult,
  type Pool,
  type PoolResult,
  type StudyResults
} from './studyResults.ts';

export interface AnalysisInput {
  frame: StudyFrame;
  /** One per condition of the frame. */
  scores: readonly ConditionScores[];
  baselines: BaselineScores;
  /** Countries in the survey, as `baselines.others` counts them. */
  surveyed: readonly CountryCode[];
  /** Resamples B and their seed. */
  count: number;
  seed: number;
}

/** Every country, topic and pool of a study: observed values, intervals, p. */
export function analyse(input: AnalysisInput): Pick<StudyResults, 'countries' | 'pools'> {
  const { frame, scores } = input;
  const resamples = drawResamples({ ...design(input), count: input.count, seed: input.seed });
  const countries: CountryResult[] = [];
  const pools: PoolResult[] = [];
  scores.forEach((_, condition) => {
    for (const set of PICTURE_SETS) {
      const found = analyseSet(input, resamples, condition, set);
      countries.push(...found.countries);
      pools.push(...found.pools);
    }
  });
  const order = new Map(frame.countries.map(({ code }, index) => [code, index]));
  const place = ({ condition, set, country }: CountryResult) =>
    (condition * 2 + PICTURE_SETS.indexOf(set)) * frame.countries.length +
    (order.get(country) ?? 0);
  return { countries: countries.sort((a, b) => place(a) - place(b)), pools };
}

/** Questions that any table uses by topic; pictures by country and set. */
function design({ frame, scores, baselines }: AnalysisInput) {
  const topics = topicsOf(frame);
  const questions = frame.questions.length;
  const used = new Uint8Array(questions);
  const mark = (values: Float64Array) =>
    values.forEach((value, at) => {
      if (!Number.isNaN(value)) used[at % questions] = 1;
    });
  scores.forEach(({ name, neutral, picture }) => [name, neutral, picture].forEach(mark));
  const hasFigure = new Uint8Array(questions);
  baselines.uniform.forEach((value, at) => {
    if (!Number.isNaN(value)) hasFigure[at % questions] = 1;
  });
  const countries = frame.countries.map(({ code }) => code);
  return {
    questionGroups: topics.map((topic, q) => (used[q] && hasFigure[q] ? topic : -1)),
    pictureGroups: frame.pictures.map(
      (picture) =>
        countries.indexOf(picture.country) * PICTURE_SETS.length +
        PICTURE_SETS.indexOf(pictureSet(picture))
    )
  };
}

function analyseSet(
  { frame, scores, baselines, surveyed }: AnalysisInput,
  resamples: Resamples,
  condition: number,
  set: PictureSet
): { countries: CountryResult[]; pools: PoolResult[] } {
  const pools = new Map<Pool, CountryPool>();
  POOLS.forEach((pool) => pools.set(pool, new CountryPool(resamples.count + 1)));
  const topics = topicsOf(frame);
  const countries = frame.countries.flatMap(({ code, income }, country) => {
    const pictures = frame.pictures.flatMap((picture, index) =>
      picture.country === code && pictureSet(picture) === set ? [index] : []
    );
    // Without pictures of people there is nothing to say that the other set does not say.
    if (set === 'people' && pictures.length === 0) return [];
    const gathered = gatherCountry({
      scores: scores[condition] as ConditionScores,
      baselines,
      country,
      pictures,
      topics,
      surveyed: surveyed.length
    });
    if (!gathered) return [];
    const { scores: own, places } = gathered;
    const means = resampleCountry(own, resamples, {
      questions: topics.length,
      pictures: frame.pictures.length
    });
    const name = places.name === null ? null : (means.plain[places.name] as Float64Array);
    if (name && means.picture) {
      for (const pool of ['all', incomePool(income)] as const) {
        if (pool) pools.get(pool)?.add(code, own, name, means.picture, means.topics);
      }
    }
    return [{ condition, set, country: code, ...describe(own, means, places, surveyed) }];
  });
  return {
    countries,
    pools: [...pools].flatMap(([pool, pooled]) => pooled.result(condition, set, pool) ?? [])
  };
}

function describe(
  own: CountryScores,
  means: CountryReplicates,
  places: SeriesPlaces,
  surveyed: readonly CountryCode[]
): Omit<CountryResult, 'condition' | 'set' | 'country'> {
  const n = own.questions.length;
  const series = (index: number | null) => (index === null ? null : (means.plain[index] ?? null));
  const [name, neutral] = [series(places.name), series(places.neutral)];
  const uniform = series(places.uniform);
  const others = series(places.otherCountries);
  const best = series(places.bestOther?.series ?? null);
  const bestEstimate = best && estimate(best, n);
  const skillOf = (values: Float64Array | null) =>
    values && uniform && estimate(combine(values, uniform, skill), n);
  return {
    questions: n,
    pictures: own.pictures.length,
    ...compareCues(name, means.picture, n),
    neutral: neutral && estimate(neutral, n),
    uniform: uniform && estimate(uniform, n),
    otherCountries: others && estimate(others, n),
    bestOther: places.bestOther &&
      bestEstimate && {
        country: surveyed[places.bestOther.surveyed] as CountryCode,
        similarity: bestEstimate
      },
    skill: { name: skillOf(name), picture: skillOf(means.picture), neutral: skillOf(neutral) },
    topics: means.topics.map(({ topic, n: questions, plain, picture }) => ({
      topic: TOPICS[topic] as Topic,
      n: questions,
      ...compareCues(plain[0] ?? null, picture, questions)
    }))
  };
}

const topicsOf = ({ questions }: StudyFrame): number[] =>
  questions.map(({ topic }) => TOPICS.indexOf(topic));
