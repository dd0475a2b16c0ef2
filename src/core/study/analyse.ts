import { TOPICS } from '../survey/topics.ts';
import type { CountryCode } from '../survey/types.ts';
import type { BaselineScores } from './baselineScores.ts';
import { compareCues } from '../measures/compareCues.ts';
import { skill } from '../measures/similarity.ts';
import { gatherCountry } from './countryScores.ts';
import { combine, estimate } from '../inference/estimates.ts';
import { CountryPool, topicResult } from './pools.ts';
import { resampleCountry, type CountryReplicates } from '../inference/replicates.ts';
import { drawResamples, type Resamples } from '../inference/resamples.ts';
import type { ConditionScores } from './scores.ts';
import { PICTURE_SETS, pictureSet, type PictureSet, type StudyFrame } from './studyFrame.ts';
import { incomePool, POOLS, type CountryResult, type StudyResults } from './studyResults.ts';

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
  const resamples = drawResamples({ ...design(input), count: input.count, seed: input.seed });
  const parts = input.scores.flatMap((_, condition) =>
    PICTURE_SETS.map((set) => analyseSet(input, resamples, condition, set))
  );
  return {
    countries: parts.flatMap(({ countries }) => countries),
    pools: parts.flatMap(({ pools }) => pools)
  };
}

/** Questions that any table uses by topic; pictures by country and set. */
function design({ frame, scores, baselines }: AnalysisInput) {
  const known = (series: readonly Float64Array[]) => {
    const found = new Uint8Array(frame.questions.length);
    for (const values of series) {
      values.forEach((value, at) => {
        if (!Number.isNaN(value)) found[at % found.length] = 1;
      });
    }
    return found;
  };
  const answered = known(scores.flatMap(({ name, neutral, picture }) => [name, neutral, picture]));
  const surveyed = known([baselines.uniform]);
  const countries = frame.countries.map(({ code }) => code);
  return {
    questionGroups: topicsOf(frame).map((topic, q) => (answered[q] && surveyed[q] ? topic : -1)),
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
): Pick<StudyResults, 'countries' | 'pools'> {
  const pools = POOLS.map((pool) => ({ pool, members: new CountryPool(resamples.count + 1) }));
  const topics = topicsOf(frame);
  const size = { questions: topics.length, pictures: frame.pictures.length };
  const countries = frame.countries.flatMap(({ code, income }, country) => {
    const pictures = frame.pictures.flatMap((picture, index) =>
      picture.country === code && pictureSet(picture) === set ? [index] : []
    );
    // Without pictures of people there is nothing to say that the other set does not say.
    if (set === 'people' && pictures.length === 0) return [];
    const gathered = gatherCountry({
      ...{ baselines, country, pictures, topics },
      scores: scores[condition] as ConditionScores,
      surveyed: surveyed.length
    });
    if (!gathered) return [];
    const { scores: own, best } = gathered;
    const means = resampleCountry(own, resamples, size);
    for (const { pool, members } of pools) {
      if (pool === 'all' || pool === incomePool(income)) members.add(code, own, means);
    }
    const counts = { questions: own.questions.length, pictures: own.pictures.length };
    return [
      { condition, set, country: code, ...counts, ...describe(means, counts, surveyed[best]) }
    ];
  });
  return {
    countries,
    pools: pools.flatMap(({ pool, members }) => {
      const found = members.result();
      return found ? [{ condition, set, pool, ...found }] : [];
    })
  };
}

function describe(
  means: CountryReplicates,
  { questions }: { questions: number },
  best: CountryCode | undefined
): Omit<CountryResult, 'condition' | 'set' | 'country' | 'questions' | 'pictures'> {
  const { name, picture, neutral, uniform } = means;
  const of = (values: Float64Array | null) => values && estimate(values, questions);
  const skillOf = (values: Float64Array | null) =>
    of(values && uniform && combine(values, uniform, skill));
  const similarity = of(means.bestOther);
  return {
    ...compareCues(name, picture, questions),
    neutral: of(neutral),
    uniform: of(uniform),
    otherCountries: of(means.otherCountries),
    bestOther: best !== undefined && similarity ? { country: best, similarity } : null,
    skill: { name: skillOf(name), picture: skillOf(picture), neutral: skillOf(neutral) },
    topics: means.topics.map((each) =>
      topicResult(each.topic, each.name, each.picture, each.questions.length)
    )
  };
}

const topicsOf = ({ questions }: StudyFrame): number[] =>
  questions.map(({ topic }) => TOPICS.indexOf(topic));
