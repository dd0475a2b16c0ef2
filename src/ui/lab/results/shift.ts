import { signedMove, totalVariation } from '../../../core/measures/shift.ts';
import { metricApplies, similarity } from '../../../core/measures/similarity.ts';
import type { Answer } from '../../../core/answers/types.ts';
import type { Distribution, Question } from '../../../core/survey/types.ts';
import type { Metric } from '../../../core/measures/metrics.ts';
import type { QuestionView } from './views.ts';

/** Which answer a shift is measured from: the one without a cue, or under the country's name. */
export type Reference = 'neutral' | 'country';

/** How one cue's answer to one question differs from the reference answer. */
export interface Shift {
  /** Total variation, in [0, 1]. */
  moved: number;
  /** Move along the scale in scale lengths, positive towards the last option; null for nominal. */
  signed: number | null;
  /** Did the answer move along the scale, rather than spread or gather on it? */
  alongScale: boolean;
  /** Option that the answer moved towards: an end of the scale, or the option that gained most. */
  towards: number | null;
  /** Did the move bring the answer nearer to the survey? Null without figure or metric. */
  toSurvey: 'nearer' | 'further' | 'same' | null;
}

/** Which of two answers is nearer to the survey. */
export type Closer = 'first' | 'second' | 'same';

/** Below this a similarity or a move reads as no difference. */
const SAME = 0.005;
/** Least part of what moved that must go one way to be called a move along the scale. */
const ONE_WAY = 0.25;

export function shiftBetween(
  { question, figure }: Pick<QuestionView, 'question' | 'figure'>,
  from: Answer,
  to: Answer,
  metric: Metric
): Shift {
  const signed = signedMove(question.scale, from.distribution, to.distribution);
  const moved = totalVariation(from.distribution, to.distribution);
  const alongScale = signed !== null && Math.abs(signed) >= Math.max(SAME, moved * ONE_WAY);
  const closer = closerToSurvey(question, figure?.p ?? null, to, from, metric);
  return {
    moved,
    signed,
    alongScale,
    towards:
      moved < SAME ? null : towardsOption(from.distribution, to.distribution, alongScale, signed),
    toSurvey:
      closer === null
        ? null
        : closer === 'same'
          ? 'same'
          : closer === 'first'
            ? 'nearer'
            : 'further'
  };
}

function towardsOption(
  from: Distribution,
  to: Distribution,
  alongScale: boolean,
  signed: number | null
): number {
  if (alongScale) return (signed ?? 0) > 0 ? to.length - 1 : 0;
  const gains = to.map((share, option) => share - (from[option] ?? 0));
  return gains.indexOf(Math.max(...gains));
}

/** Compares two answers' similarity with the survey; null where there is nothing to compare by. */
export function closerToSurvey(
  { scale }: Pick<Question, 'scale'>,
  survey: Distribution | null,
  first: Answer,
  second: Answer,
  metric: Metric
): Closer | null {
  if (!survey || !metricApplies(metric, scale)) return null;
  const gap =
    similarity(metric, first.distribution, survey, scale) -
    similarity(metric, second.distribution, survey, scale);
  if (Math.abs(gap) < SAME) return 'same';
  return gap > 0 ? 'first' : 'second';
}
