import type { AnswerColumns } from '../answers/answerColumns.ts';
import { distributionsOf, type DistributionColumns } from '../answers/answer.ts';
import type { TextVariant } from '../answers/types.ts';
import type { Metric } from '../measures/metrics.ts';
import type { SurveyShares } from '../survey/surveyShares.ts';
import { analyse } from './analyse.ts';
import { scoreBaselines } from './baselineScores.ts';
import { rowSimilarity, scoreConditions } from './scores.ts';
import type { StudyFrame } from './studyFrame.ts';
import type { StudyResults } from './studyResults.ts';

export interface AnalysisChoices {
  metric: Metric;
  variant: TextVariant;
  seed: number;
  /** Default 10,000. */
  resamples?: number;
}

/** A study's answers and survey figures, what all its statistics are computed from. */
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
    const { countries, pools } = analyse({
      frame: this.frame,
      scores: scoreConditions(
        this.frame,
        this.columns,
        this.similarity(metric, variant),
        this.survey
      ),
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

  /** One row's distribution. */
  answer(row: number, variant: TextVariant): Float64Array {
    const { start, p } = this.distributions(variant);
    return p.subarray(start[row], start[row + 1]);
  }

  /** Similarity of a row's answer with a surveyed country's people; see `rowSimilarity`. */
  similarity(metric: Metric, variant: TextVariant): ReturnType<typeof rowSimilarity> {
    const { frame, columns, survey } = this;
    return rowSimilarity(frame, columns, this.distributions(variant), survey, metric);
  }
}
