import { meanEstimate, pairedMean } from '../inference/pairedMean.ts';
import type { Tested } from '../inference/types.ts';
import { commonQuestions } from '../measures/commonQuestions.ts';
import {
  compareCues,
  differenceByPicture,
  meanOverPictures,
  scaledTest,
  type ComparedCues
} from '../measures/compareCues.ts';
import { skill } from '../measures/similarity.ts';
import { topicPlace, TOPICS, type Topic } from '../survey/topics.ts';
import type { CountryCode } from '../survey/types.ts';
import { bestOther, type BaselineScores } from './baselineScores.ts';
import { byTopic, gatherCountry, overQuestions, type CountryScores } from './countryScores.ts';
import { poolCountries } from './pools.ts';
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
  /** Resamples B of large pools, and the seed of these and of sign flips. */
  count: number;
  seed: number;
}

type Parts = Pick<StudyResults, 'countries' | 'pools'>;

/** Every country, topic and pool of a study: observed values, intervals, p. */
export function analyse(input: AnalysisInput): Parts {
  const parts = input.scores.flatMap((_, condition) =>
    PICTURE_SETS.map((set) => analyseSet(input, condition, set))
  );
  return {
    countries: parts.flatMap(({ countries }) => countries),
    pools: parts.flatMap(({ pools }) => pools)
  };
}

/** Countries over the questions that all of them have; those that lack too many stand apart. */
function analyseSet(input: AnalysisInput, condition: number, set: PictureSet): Parts {
  const { frame, seed, count } = input;
  const gathered = gather(input, condition, set);
  const asked = [...new Set(gathered.flatMap(({ questions }) => questions))];
  const has = gathered.map(({ questions }) => new Set(questions));
  const common = commonQuestions(
    gathered.map((_, index) => index),
    asked,
    (index, q) => has[index]?.has(q) ?? false
  );
  const compared = gathered.map((own, index) => {
    const apart = !common.kept.includes(index);
    return { apart, scores: apart ? own : overQuestions(own, common.questions) };
  });
  const members = compared.flatMap(({ apart, scores }) => {
    const { code, income } = frame.countries[scores.country] as StudyFrame['countries'][number];
    const { name, picture } = cueValues(scores);
    if (apart || !name || !picture) return [];
    const member = { country: code, pictures: scores.pictures.length, name, picture };
    return [{ member, topics: scores.topics, income: incomePool(income) }];
  });
  return {
    countries: compared.map(({ apart, scores }) => ({
      ...{ condition, set, apart },
      ...describe(input, scores)
    })),
    pools: POOLS.flatMap((pool) => {
      const own = members.filter(({ income }) => pool === 'all' || pool === income);
      const topics = own[0]?.topics ?? [];
      const found = poolCountries(
        own.map(({ member }) => member),
        topics,
        { count, seed }
      );
      return found ? [{ condition, set, pool, ...found }] : [];
    })
  };
}

/** Without pictures of people there is nothing to say that the other set does not say. */
function gather(
  { frame, scores, baselines }: AnalysisInput,
  condition: number,
  set: PictureSet
): CountryScores[] {
  const topics = frame.questions.map(({ topic }) => topicPlace(topic));
  return frame.countries.flatMap(({ code }, country) => {
    const pictures = frame.pictures.flatMap((picture, index) =>
      picture.country === code && pictureSet(picture) === set ? [index] : []
    );
    if (set === 'people' && pictures.length === 0) return [];
    const own = scores[condition] as ConditionScores;
    return gatherCountry({ baselines, country, pictures, topics, scores: own }) ?? [];
  });
}

function cueValues({ series, picture, pictures, questions }: CountryScores) {
  const width = pictures.length;
  const { name } = series;
  return {
    name,
    picture: width > 0 ? meanOverPictures(picture, questions.length, width) : null,
    second: name && width > 1 ? differenceByPicture(picture, name, width) : null
  };
}

function describe(
  { frame, baselines, surveyed, seed }: AnalysisInput,
  scores: CountryScores
): Omit<CountryResult, 'condition' | 'set' | 'apart'> {
  const { country, questions, series, pictures } = scores;
  const values = cueValues(scores);
  const size = frame.questions.length;
  const best = bestOther(baselines, country, surveyed.length, size, questions);
  const bestRow = (country * surveyed.length + best) * size;
  // On a question that no other country was asked there are no others to be the mean of.
  const estimate = (each: Float64Array | null) =>
    each && meanEstimate(each.filter((value) => !Number.isNaN(value)));
  return {
    country: frame.countries[country]?.code as CountryCode,
    ...{ questions: questions.length, pictures: pictures.length },
    ...compareCues(values, seed),
    neutral: estimate(series.neutral),
    uniform: estimate(series.uniform),
    otherCountries: estimate(series.otherCountries),
    bestOther:
      best < 0
        ? null
        : {
            country: surveyed[best] as CountryCode,
            similarity: meanEstimate(questions.map((q) => baselines.others[bestRow + q] as number))
          },
    skill: skills(scores, values.picture, seed),
    topics: byTopic(scores).map(({ topic, part }) => ({
      topic: TOPICS[topic] as Topic,
      n: part.questions.length,
      ...(compareCues(cueValues(part), seed) satisfies ComparedCues)
    }))
  };
}

/** Similarity above an even spread's, in parts of what is left above it. */
function skills(
  { series, picture, pictures }: CountryScores,
  shown: Float64Array | null,
  seed: number
) {
  const { uniform } = series;
  const even = uniform && meanEstimate(uniform).mean;
  const of = (values: Float64Array | null, second: readonly number[] | null): Tested | null => {
    if (!values || !uniform || even === null) return null;
    const reached = skill(meanEstimate(values).mean, even);
    if (Number.isNaN(reached)) return null;
    const above = values.map((value, q) => value - (uniform[q] as number));
    const tested = {
      ...pairedMean(above, { seed }),
      second: second && pairedMean(second, { seed })
    };
    return { ...scaledTest(tested, 1 / (1 - even)), mean: reached };
  };
  const width = pictures.length;
  const byPicture = uniform && width > 1 ? differenceByPicture(picture, uniform, width) : null;
  return {
    name: of(series.name, null),
    picture: of(shown, byPicture),
    neutral: of(series.neutral, null)
  };
}
