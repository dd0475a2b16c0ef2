import type { FiguresOf } from '../core/survey/surveyShares.ts';
import type { CountryCode, QuestionId } from '../core/survey/types.ts';
import type { SurveyDataset } from './types.ts';

/** Figures with caveats (`caveats.csv`): left out of their country's numbers, or in. */
export const CAVEAT_CHOICES = ['out', 'in'] as const;
export type CaveatChoice = (typeof CAVEAT_CHOICES)[number];

/** A figure that is not quite comparable with those of other countries. */
export interface FlaggedFigure {
  country: CountryCode;
  question: QuestionId;
}

/** The figures with caveats on some questions, question by question. */
export function flaggedFigures(
  survey: Pick<SurveyDataset, 'figuresOf' | 'caveats'>,
  questions: readonly QuestionId[]
): FlaggedFigure[] {
  return questions.flatMap((question) =>
    [...survey.figuresOf(question).keys()].flatMap((country) =>
      survey.caveats(country, question).length > 0 ? [{ country, question }] : []
    )
  );
}

/** What statistics take as people's figures: all, or those without caveats. */
export function comparableFigures(
  survey: Pick<SurveyDataset, 'figuresOf' | 'caveats'>,
  caveats: CaveatChoice
): FiguresOf {
  if (caveats === 'in') return (question) => survey.figuresOf(question);
  return (question) => {
    const all = survey.figuresOf(question);
    const flagged = flaggedFigures(survey, [question]);
    if (flagged.length === 0) return all;
    const out = new Set(flagged.map(({ country }) => country));
    return new Map([...all].filter(([country]) => !out.has(country)));
  };
}
