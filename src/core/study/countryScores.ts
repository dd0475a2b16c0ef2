import type { BaselineScores } from './baselineScores.ts';
import { bestOther } from './baselineScores.ts';
import type { CountryScores } from '../inference/replicates.ts';
import type { ConditionScores } from './scores.ts';

/** Series in `CountryScores.plain`, by name: null where the country has none. */
export interface SeriesPlaces {
  name: number | null;
  neutral: number | null;
  uniform: number;
  otherCountries: number | null;
  bestOther: { series: number; surveyed: number } | null;
}

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
 */
export function gatherCountry(
  input: GatherInput
): { scores: CountryScores; places: SeriesPlaces } | null {
  const { scores, baselines, country, topics, surveyed } = input;
  const count = topics.length;
  const row = (values: Float64Array, index: number) =>
    values.subarray(index * count, (index + 1) * count);
  const name = row(scores.name, country);
  const neutral = row(scores.neutral, country);
  const uniform = row(baselines.uniform, country);
  const answered = input.pictures.filter((index) => row(scores.picture, index).some(isNumber));
  const pictures = answered.map((index) => row(scores.picture, index));
  const cues = [name, neutral].filter((series) => series.some(isNumber));
  if (cues.length === 0 && pictures.length === 0) return null;
  const questions = topics
    .map((_, q) => q)
    .filter(
      (q) =>
        isNumber(uniform[q]) &&
        cues.every((series) => isNumber(series[q])) &&
        (pictures.length === 0 || pictures.some((series) => isNumber(series[q])))
    )
    .sort((a, b) => (topics[a] as number) - (topics[b] as number) || a - b);
  if (questions.length === 0) return null;

  const plain: Float64Array[] = [];
  const add = (series: Float64Array): number =>
    plain.push(Float64Array.from(questions, (q) => series[q] as number)) - 1;
  const best = bestOther(baselines, country, surveyed, count, questions);
  const others = row(baselines.otherCountries, country);
  const places: SeriesPlaces = {
    name: cues.includes(name) ? add(name) : null,
    neutral: cues.includes(neutral) ? add(neutral) : null,
    uniform: add(uniform),
    otherCountries: others.some(isNumber) ? add(others) : null,
    bestOther:
      best < 0
        ? null
        : { series: add(row(baselines.others, country * surveyed + best)), surveyed: best }
  };
  return {
    places,
    scores: {
      questions,
      topics: questions.map((q) => topics[q] as number),
      plain,
      plainByTopic: places.name === null ? 0 : 1,
      picture: Float64Array.from(questions.flatMap((q) => pictures.map((s) => s[q] as number))),
      pictures: answered
    }
  };
}

const isNumber = (value: number | undefined): value is number =>
  value !== undefined && !Number.isNaN(value);
