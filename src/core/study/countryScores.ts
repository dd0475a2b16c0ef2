import type { BaselineScores } from './baselineScores.ts';
import type { ConditionScores } from './scores.ts';

export interface GatherInput {
  scores: ConditionScores;
  baselines: BaselineScores;
  country: number;
  /** Indexes of this country's pictures. */
  pictures: readonly number[];
  /** Topic of every question, as in `TOPICS`. */
  topics: readonly number[];
}

/** What has one similarity a question. */
type Series = 'name' | 'neutral' | 'uniform' | 'otherCountries';

/** The similarities of one country (of one condition and set of pictures). */
export interface CountryScores {
  /** Index into the study's countries. */
  country: number;
  /** Indexes of the questions that all series have, sorted by topic. */
  questions: readonly number[];
  /** Per entry of `questions` its topic. */
  topics: readonly number[];
  /** Parallel to `questions`; null for a series that the country lacks. */
  series: Readonly<Record<Series, Float64Array | null>>;
  /** Pictures' similarities, question by picture (parallel to `pictures`); NaN where missing. */
  picture: Float64Array;
  /** Indexes of the pictures; empty for none. */
  pictures: readonly number[];
}

/**
 * Everything of one country: the questions that all its cues answered and the survey has figures
 * for, so that all its means are over the same questions. Null for no such question.
 */
export function gatherCountry(input: GatherInput): CountryScores | null {
  const { scores, baselines, country, topics } = input;
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
  const ofQuestions = (series: Float64Array | null) =>
    series && Float64Array.from(questions, (q) => series[q] as number);
  return {
    country,
    questions,
    topics: questions.map((q) => topics[q] as number),
    series: {
      name: ofQuestions(name),
      neutral: ofQuestions(neutral),
      uniform: ofQuestions(uniform),
      otherCountries: ofQuestions(row(baselines.otherCountries, country))
    },
    picture: Float64Array.from(questions.flatMap((q) => shown.map((s) => s?.[q] as number))),
    pictures
  };
}

/** The same country over some of its questions, in their order. */
export function overQuestions(scores: CountryScores, questions: readonly number[]): CountryScores {
  const wanted = new Set(questions);
  const places = scores.questions.flatMap((q, place) => (wanted.has(q) ? [place] : []));
  if (places.length === scores.questions.length) return scores;
  return at(scores, places);
}

/** The parts of a country's questions that belong to one topic each, in order; not those without. */
export function byTopic(scores: CountryScores): { topic: number; part: CountryScores }[] {
  const topics = [...new Set(scores.topics)].filter((topic) => topic >= 0);
  return topics.map((topic) => ({
    topic,
    part: at(
      scores,
      scores.topics.flatMap((each, place) => (each === topic ? [place] : []))
    )
  }));
}

function at(scores: CountryScores, places: readonly number[]): CountryScores {
  const { questions, topics, series, picture, pictures } = scores;
  const width = pictures.length;
  const of = (values: Float64Array | null) =>
    values && Float64Array.from(places, (place) => values[place] as number);
  return {
    ...scores,
    questions: places.map((place) => questions[place] as number),
    topics: places.map((place) => topics[place] as number),
    series: {
      name: of(series.name),
      neutral: of(series.neutral),
      uniform: of(series.uniform),
      otherCountries: of(series.otherCountries)
    },
    picture: Float64Array.from(
      places.flatMap((place) => [...picture.subarray(place * width, (place + 1) * width)])
    )
  };
}

const isNumber = (value: number | undefined) => value !== undefined && !Number.isNaN(value);
