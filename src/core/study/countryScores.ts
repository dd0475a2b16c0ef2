import { bestOther, type BaselineScores } from './baselineScores.ts';
import type { CountryScores } from '../inference/replicates.ts';
import type { ConditionScores } from './scores.ts';

export interface GatherInput {
  scores: ConditionScores;
  baselines: BaselineScores;
  country: number;
  /** Indexes of this country's pictures. */
  pictures: readonly number[];
  /** Topic of every question, as in `TOPICS`. */
  topics: readonly number[];
  /** Countries in the survey. */
  surveyed: number;
}

/**
 * Everything to resample for one country: the questions that all its cues answered and the survey
 * has figures for, so that all means are over the same questions. Null for no such question.
 * `best` is the nearest other country, an index into the survey's, -1 for none.
 */
export function gatherCountry(input: GatherInput): { scores: CountryScores; best: number } | null {
  const { scores, baselines, country, topics, surveyed } = input;
  const count = topics.length;
  const row = (values: Float64Array, index: number) => {
    const found = values.subarray(index * count, (index + 1) * count);
    return found.some(isNumber) ? found : null;
  };
  const name = row(scores.name, country);
  const neutral = row(scores.neutral, country);
  const uniform = row(baselines.uniform, country);
  const pictures = input.pictures.filter((index) => row(scores.picture, index));
  const shown = pictures.map((index) => row(scores.picture, index));
  if (!name && !neutral && shown.length === 0) return null;
  const has = (series: Float64Array | null, q: number) => isNumber(series?.[q]);
  const questions = topics
    .map((_, q) => q)
    .filter(
      (q) =>
        has(uniform, q) &&
        [name, neutral].every((series) => !series || has(series, q)) &&
        (shown.length === 0 || shown.some((series) => has(series, q)))
    )
    .sort((a, b) => (topics[a] as number) - (topics[b] as number) || a - b);
  if (questions.length === 0) return null;

  const best = bestOther(baselines, country, surveyed, count, questions);
  const ofQuestions = (series: Float64Array | null) =>
    series && Float64Array.from(questions, (q) => series[q] as number);
  return {
    best,
    scores: {
      questions,
      topics: questions.map((q) => topics[q] as number),
      series: {
        name: ofQuestions(name),
        neutral: ofQuestions(neutral),
        uniform: ofQuestions(uniform),
        otherCountries: ofQuestions(row(baselines.otherCountries, country)),
        bestOther: best < 0 ? null : ofQuestions(row(baselines.others, country * surveyed + best))
      },
      picture: Float64Array.from(questions.flatMap((q) => shown.map((s) => s?.[q] as number))),
      pictures
    }
  };
}

const isNumber = (value: number | undefined) => value !== undefined && !Number.isNaN(value);
