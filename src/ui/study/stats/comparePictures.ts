import { counterfactual, type Counterfactual } from '../../../core/measures/counterfactual.ts';
import { cuePairs } from '../../../core/study/pairCells.ts';
import type { StudyStats } from '../../../core/study/studyStats.ts';
import type { CountryCode } from '../../../core/survey/types.ts';
import type { Metric } from '../../../core/measures/metrics.ts';
import type { TextVariant } from '../../../core/answers/types.ts';
import { figuresAt } from './nearestTo.ts';

export interface PairChoices {
  condition: number;
  /** Indexes into the frame's cues. */
  first: number;
  second: number;
  countries: readonly CountryCode[];
  metric: Metric;
  variant: TextVariant;
  seed: number;
}

/** What changes in the answers when the second cue takes the first one's place. */
export function comparePictures(stats: StudyStats, choices: PairChoices): Counterfactual {
  const { frame, columns, survey } = stats;
  const pairs = cuePairs(frame, columns, stats.distributions(choices.variant), choices);
  const places = new Map(frame.questions.map(({ id }, index) => [id, index]));
  const figuresOf = (id: string) => figuresAt(survey, places.get(id) ?? -1);
  return counterfactual(pairs, figuresOf, choices.countries, choices);
}
