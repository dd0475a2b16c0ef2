import { bootstrapMean, bootstrapPaired } from '../inference/bootstrap.ts';
import { metricApplies, similarity } from './similarity.ts';
import { signedMove, totalVariation } from './shift.ts';
import type { CountryCode, Distribution, QuestionId } from '../survey/types.ts';
import type { Estimate } from '../inference/types.ts';
import type { Metric } from './metrics.ts';
import type { Tested } from '../inference/estimates.ts';
import type { FrameQuestion } from '../study/studyFrame.ts';
import type { FiguresOf } from '../survey/surveyShares.ts';

/** The answers to one question under two cues. */
export interface AnswerPair {
  question: FrameQuestion;
  first: Distribution;
  second: Distribution;
}

/** What changes when one picture takes another's place. */
export interface Counterfactual {
  /** By how far the answer moved, most first. */
  questions: {
    question: QuestionId;
    /** Total variation, [0, 1]. */
    moved: number;
    /** Move of the expected position in scale lengths, second minus first; null without order. */
    move: number | null;
  }[];
  moved: Estimate | null;
  /** Mean signed move over ordinal questions: positive towards the last option. */
  move: Tested | null;
  /** Similarity with each country's people, second minus first; empty without countries. */
  countries: { country: CountryCode; difference: Tested }[];
}

/**
 * Compares two cues question by question, with intervals over resampled questions.
 * @param countries whose people to compare with, for example those of the two pictures
 */
export function counterfactual(
  pairs: readonly AnswerPair[],
  figuresOf: FiguresOf,
  countries: readonly CountryCode[],
  { metric, seed }: { metric: Metric; seed: number }
): Counterfactual {
  const questions = pairs
    .map(({ question, first, second }) => ({
      question: question.id,
      moved: totalVariation(first, second),
      move: signedMove(question.scale, first, second)
    }))
    .sort((a, b) => b.moved - a.moved);
  const moves = questions.flatMap(({ move }) => move ?? []);
  return {
    questions,
    moved:
      questions.length > 0
        ? bootstrapMean(
            questions.map(({ moved }) => moved),
            { seed }
          )
        : null,
    move: moves.length > 0 ? bootstrapPaired(moves, { seed }) : null,
    countries: countries.flatMap((country) => {
      const differences = pairs.flatMap(({ question, first, second }) => {
        const people = figuresOf(question.id).get(country)?.p;
        if (!people || !metricApplies(metric, question.scale)) return [];
        const of = (p: Distribution) => similarity(metric, p, people, question.scale);
        return [of(second) - of(first)];
      });
      if (differences.length === 0) return [];
      return [{ country, difference: bootstrapPaired(differences, { seed }) }];
    })
  };
}
