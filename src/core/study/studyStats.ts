import type { Metric } from '../measures/metrics.ts';
import type { TextVariant } from '../answers/types.ts';
import { analyse } from './analyse.ts';
import type { AnswerColumns } from '../answers/answerColumns.ts';
import { scoreBaselines } from './baselineScores.ts';
import { distributionsOf, type DistributionColumns } from '../answers/distributions.ts';
import { scoreConditions } from './scores.ts';
import type { StudyFrame } from './studyFrame.ts';
import type { StudyResults } from './studyResults.ts';
import type { SurveyShares } from '../survey/surveyShares.ts';

export interface AnalysisChoices {
  metric: Metric;
  variant: TextVariant;
  seed: number;
  /** Default 10,000. */
  resamples?: number;
}

/** Holds a study's answers and survey figures and computes its results; meant for a worker. */
export class StudyStats {
  readonly frame: StudyFrame;
  readonly columns: AnswerColumns;
  readonly survey: SurveyShares;
  readonly #distributions = new Map<TextVariant, DistributionColumns>();

  constructor(frame: StudyFrame, columns: AnswerColumns, survey: SurveyShares) {
    this.frame = frame;
    this.columns = columns;
    this.survey = survey;
  }

  /** All numbers of the tables about similarity. Throws AppError `study-options-differ`. */
  results({ metric, variant, seed, resamples = 10_000 }: AnalysisChoices): StudyResults {
    const scores = scoreConditions(
      this.frame,
      this.columns,
      this.distributions(variant),
      this.survey,
      metric
    );
    const { countries, pools } = analyse({
      frame: this.frame,
      scores,
      baselines: scoreBaselines(this.frame, this.survey, metric),
      surveyed: this.survey.countries,
      count: resamples,
      seed
    });
    return { metric, variant, resamples, seed, countries, pools };
  }

  /** The answers' distributions; computed once a variant. */
  distributions(variant: TextVariant): DistributionColumns {
    const known = this.#distributions.get(variant);
    if (known) return known;
    const made = distributionsOf(this.columns, variant);
    this.#distributions.set(variant, made);
    return made;
  }
}
