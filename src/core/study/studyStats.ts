import type { TextVariant } from '../answers/types.ts';
import type { Metric } from '../measures/metrics.ts';
import { analyse } from './analyse.ts';
import { scoreBaselines } from './baselineScores.ts';
import { scoreConditions } from './scores.ts';
import { StudyData } from './studyData.ts';
import type { StudyResults } from './studyResults.ts';

export interface AnalysisChoices {
  metric: Metric;
  variant: TextVariant;
  seed: number;
  /** Default 10,000. */
  resamples?: number;
}

/** A study with the numbers of its tables about similarity; meant for a worker. */
export class StudyStats extends StudyData {
  /** All of them. Throws AppError `study-options-differ`. */
  results({ metric, variant, seed, resamples = 10_000 }: AnalysisChoices): StudyResults {
    const { countries, pools } = analyse({
      frame: this.frame,
      scores: scoreConditions(this, metric, variant),
      baselines: scoreBaselines(this.frame, this.survey, metric),
      surveyed: this.survey.countries,
      count: resamples,
      seed
    });
    return { metric, variant, resamples, seed, countries, pools };
  }
}
