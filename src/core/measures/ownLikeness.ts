import { mean } from '../mean.ts';
import type { CountryCode, Distribution, Question, QuestionId } from '../survey/types.ts';
import { rankByMean, type NearestCountries } from './nearest.ts';

/** One person's answer: the question, and the option chosen by its place among the options. */
export interface OwnAnswer {
  question: Pick<Question, 'id' | 'scale'>;
  option: number;
}

/** Countries by how near their people's answers lie to one person's. */
export interface OwnRanking extends NearestCountries {
  /** Mean likeness over all ranked countries: what a country is nearer than, or not. NaN for none. */
  average: number;
}

/**
 * How far one answer lies from that of a person drawn from a country, on average: `Σ p_j |j - k|` over
 * the scale's length where options have an order, else the share of people who answered otherwise. In
 * [0, 1]; it is the Wasserstein distance between the answer and the shares.
 */
export function distanceToPeople(
  { question: { scale }, option }: OwnAnswer,
  p: Distribution
): number {
  if (scale === 'nominal' || p.length < 2) return 1 - (p[option] ?? 0);
  return p.reduce((sum, share, k) => sum + share * Math.abs(k - option), 0) / (p.length - 1);
}

/**
 * Ranks countries by likeness, 1 - mean `distanceToPeople`, over the questions that all of them have.
 * Nothing about the person's country follows from it.
 */
export function nearestToOwn(
  own: readonly OwnAnswer[],
  countries: readonly CountryCode[],
  sharesOf: (country: CountryCode, question: QuestionId) => Distribution | undefined,
  { seed }: { seed: number }
): OwnRanking {
  const values = countries.map((country) =>
    own.map((answer) => {
      const p = sharesOf(country, answer.question.id);
      return p ? 1 - distanceToPeople(answer, p) : NaN;
    })
  );
  const questions = own.map(({ question: { id } }) => id);
  const found = rankByMean(values, { countries, questions, seed });
  return { ...found, average: mean(found.ranked.map(({ similarity }) => similarity.mean)) };
}
