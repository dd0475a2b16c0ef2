import type { TextVariant } from '../answers/types.ts';
import { meanEstimate, pairedMean } from '../inference/pairedMean.ts';
import type { Estimate, PairedMean } from '../inference/types.ts';
import type { StudyData } from '../study/studyData.ts';
import type { CountryCode, QuestionId } from '../survey/types.ts';
import type { Metric } from './metrics.ts';
import { signedMove, totalVariation } from './shift.ts';

export interface PairChoices {
  condition: number;
  /** Indexes into the frame's cues. */
  first: number;
  second: number;
  /** Whose people to compare with, for example those of the two pictures. */
  countries: readonly CountryCode[];
  metric: Metric;
  variant: TextVariant;
  seed: number;
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
  move: PairedMean | null;
  /** Similarity with each country's people, second minus first; empty without countries. */
  countries: { country: CountryCode; difference: PairedMean }[];
}

/** Compares two cues question by question, tested over questions: of these two pictures alone. */
export function counterfactual(study: StudyData, choices: PairChoices): Counterfactual {
  const { metric, variant, seed } = choices;
  const pairs = cuePairs(study, choices);
  const questions = pairs
    .map(({ question, first, second }) => {
      const [from, to] = [study.answer(first, variant), study.answer(second, variant)];
      const { id, scale } = question;
      return { question: id, moved: totalVariation(from, to), move: signedMove(scale, from, to) };
    })
    .sort((a, b) => b.moved - a.moved);
  const moved = questions.map((each) => each.moved);
  const moves = questions.flatMap(({ move }) => move ?? []);
  const similarity = study.similarity(metric, variant);
  return {
    questions,
    moved: moved.length > 0 ? meanEstimate(moved) : null,
    move: moves.length > 0 ? pairedMean(moves, { seed }) : null,
    countries: choices.countries.flatMap((country) => {
      const place = study.survey.countries.indexOf(country);
      const differences = pairs
        .map(({ first, second }) => similarity(second, place) - similarity(first, place))
        .filter((difference) => !Number.isNaN(difference));
      if (differences.length === 0) return [];
      return [{ country, difference: pairedMean(differences, { seed }) }];
    })
  };
}

/** The questions that two cues both answered under one condition, with the rows of the answers. */
export function cuePairs(
  study: StudyData,
  { condition, first, second }: Pick<PairChoices, 'condition' | 'first' | 'second'>
) {
  return study.frame.questions
    .map((question, index) => ({
      question,
      first: study.row(condition, first, index),
      second: study.row(condition, second, index)
    }))
    .filter((pair) => pair.first >= 0 && pair.second >= 0);
}
