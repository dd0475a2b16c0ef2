import { beyondChance, colouringLevel } from '../inference/evidence.ts';
import { detectableCorrelation, detectableMean } from '../inference/pairedMean.ts';
import { benjaminiHochberg } from '../inference/benjaminiHochberg.ts';
import { mean } from '../mean.ts';
import { topicPlace, TOPICS, type Topic } from '../survey/topics.ts';
import type { QuestionId } from '../survey/types.ts';
import { permuteCountries, type MeanTest, type QuestionPair } from '../inference/permutations.ts';
import { modelPositions, surveyPositions, type PositionGrid } from './positions.ts';
import type { StudyData } from '../study/studyData.ts';
import type { TextVariant } from '../answers/types.ts';

/** Does one set of positions follow another across countries? */
export interface Validity {
  /** Questions with enough countries, in the study's order. */
  questions: QuestionValidity[];
  topics: (MeanCorrelation & { topic: Topic; adjusted: number })[];
  /** Over all questions; null where there are none. */
  overall: MeanCorrelation | null;
  /** Countries that any question rests on, of those with any answer of the model. */
  coverage: { used: number; of: number };
  verdict: ValidityVerdict;
}

interface MeanCorrelation {
  questions: number;
  meanR: number;
  p: number;
  /** The smallest |mean r| that would have been found in 80% of cases. */
  detectable: number;
}

export interface QuestionValidity {
  question: QuestionId;
  topic: Topic | null;
  /** Countries. */
  n: number;
  /** Pearson correlation across countries. */
  r: number;
  /** Two-sided permutation p, and adjusted for all questions (Benjamini and Hochberg). */
  p: number;
  adjusted: number;
  /** The smallest |r| found in 80% of cases at the level that the adjustment leaves. */
  detectable: number;
}

/**
 * `too-few`: fewer than 5 questions with enough countries, nothing can be said.
 * `none`: the mean r cannot be told from chance (p >= .05).
 * `opposite`: beyond chance, but below 0.
 * `weak`: beyond chance, but the mean r is below .3 (less than a tenth of the spread shared).
 * `tracks`: beyond chance and the mean r is .3 or more.
 */
export type ValidityVerdict = 'tracks' | 'weak' | 'none' | 'opposite' | 'too-few';

export interface ValidityChoices {
  condition: number;
  variant: TextVariant;
  seed: number;
}

/** Does the model follow the survey across countries: by their names, and by their pictures? */
export interface ValidityPair {
  name: Validity;
  picture: Validity;
  /** Do pictures move the answers as names do? */
  agreement: Validity;
}

/** The three correlations of one way of asking, over all surveyed countries that were asked about. */
export function checkValidity(
  study: StudyData,
  { condition, variant, seed }: ValidityChoices
): ValidityPair {
  const { frame } = study;
  const people = surveyPositions(frame, study.survey);
  const name = modelPositions(study, 'country', { condition, variant });
  const picture = modelPositions(study, 'picture', { condition, variant });
  return {
    name: validity(frame.questions, name, people, { seed }),
    picture: validity(frame.questions, picture, people, { seed }),
    agreement: validity(frame.questions, picture, name, { seed })
  };
}

const MIN_QUESTIONS = 5;
const TRACKS = 0.3;

export interface ValidityOptions {
  seed: number;
  /** Default 10,000. */
  permutations?: number;
  /** Countries that a question needs; default 25. */
  minCountries?: number;
}

/**
 * Pearson r across countries, question by question, with permutation p. Permutations shuffle whole
 * countries, the same way for all questions, so that the p of a mean r allows for questions that
 * go together. Questions on which all countries agree have no r and are left out.
 * Throws a RangeError for grids of different shapes.
 */
export function validity(
  questions: readonly { id: QuestionId; topic: Topic | null }[],
  model: PositionGrid,
  survey: PositionGrid,
  { seed, permutations = 10_000, minCountries = 25 }: ValidityOptions
): Validity {
  if (model.values.length !== survey.values.length || model.questions !== questions.length) {
    throw new RangeError('Two grids over the same countries and questions are needed.');
  }
  const pairs = questions.flatMap((_, q) => pairOf(model, survey, q, minCountries) ?? []);
  const topicOf = (pair: QuestionPair) => questions[pair.question]?.topic ?? null;
  const { r, p, means } = permuteCountries(pairs, {
    countries: model.countries.length,
    groups: pairs.map((pair) => topicPlace(topicOf(pair))),
    permutations,
    seed
  });
  const adjusted = benjaminiHochberg(p);
  const level = colouringLevel(adjusted);
  const used = new Set(pairs.flatMap(({ countries }) => countries));
  // A mean over questions goes with the countries: they are what is shuffled.
  const meanOf = ({ count, mean: meanR, p: own, spread }: MeanTest) => ({
    ...{ questions: count, meanR, p: own },
    detectable: detectableMean({ se: spread, n: used.size }) ?? NaN
  });
  const overall = means.all && meanOf(means.all);
  const groups = means.groups.filter(({ group }) => group >= 0);
  const topicPs = benjaminiHochberg(groups.map((each) => each.p));
  return {
    questions: pairs.map((pair, index) => ({
      question: questions[pair.question]?.id as QuestionId,
      topic: topicOf(pair),
      n: pair.countries.length,
      r: r[index] as number,
      p: p[index] as number,
      adjusted: adjusted[index] as number,
      detectable: detectableCorrelation(pair.countries.length, level)
    })),
    topics: groups.map((each, k) => ({
      topic: TOPICS[each.group] as Topic,
      ...meanOf(each),
      adjusted: topicPs[k] as number
    })),
    overall,
    coverage: { used: used.size, of: countriesIn(model) },
    verdict: verdictOf(overall)
  };
}

function countriesIn({ countries, questions, values }: PositionGrid): number {
  return countries.filter((_, c) =>
    values.subarray(c * questions, (c + 1) * questions).some((value) => !Number.isNaN(value))
  ).length;
}

/** The rule is `ValidityVerdict`'s. */
export function verdictOf(overall: Omit<MeanCorrelation, 'detectable'> | null): ValidityVerdict {
  if (!overall || overall.questions < MIN_QUESTIONS) return 'too-few';
  if (!beyondChance(overall.p)) return 'none';
  if (overall.meanR <= 0) return 'opposite';
  return overall.meanR >= TRACKS ? 'tracks' : 'weak';
}

function pairOf(
  model: PositionGrid,
  survey: PositionGrid,
  question: number,
  minCountries: number
): QuestionPair | null {
  const at = (grid: PositionGrid, country: number) =>
    grid.values[country * grid.questions + question] as number;
  const countries = model.countries
    .map((_, country) => country)
    .filter((c) => !Number.isNaN(at(model, c)) && !Number.isNaN(at(survey, c)));
  if (countries.length < Math.max(2, minCountries)) return null;
  const x = standardised(countries.map((c) => at(model, c)));
  const y = standardised(countries.map((c) => at(survey, c)));
  return x && y && { question, countries, x, y };
}

/** Centred, with length 1, so that a dot product is Pearson's r; null where all are equal. */
function standardised(values: readonly number[]): Float64Array | null {
  const middle = mean(values);
  const centred = Float64Array.from(values, (value) => value - middle);
  const length = Math.hypot(...centred);
  // Positions are of order 1: below this, differences are rounding.
  return length < 1e-9 ? null : centred.map((value) => value / length);
}
