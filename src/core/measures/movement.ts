import { fromControl, meanAnswer } from './fromControl.ts';
import { signedMove, totalVariation } from './shift.ts';
import { metricApplies, similarity } from './similarity.ts';
import type { Answer } from '../answers/types.ts';
import type { Distribution, Figure, Question } from '../survey/types.ts';
import type { Metric } from './metrics.ts';

type Answered = Pick<Answer, 'distribution'>;

/** How one cue's answer to one question differs from the reference: one answer, or the mean of several. */
export interface Movement {
  /** What the answer is measured from: the mean of the reference's answers. */
  zero: Distribution;
  /** |E[cue] - E[reference]| in scale lengths, total variation for options without an order; in [0, 1]. */
  size: number;
  /** Largest distance, measured alike, between two of the reference's answers; null for a single one. */
  reach: number | null;
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

const TO_SURVEY = { first: 'nearer', second: 'further', same: 'same' } as const;

/** @param before the reference's answers, at least one; their mean is what is measured from */
export function movementBetween(
  { question, figure }: { question: Pick<Question, 'scale'>; figure: Pick<Figure, 'p'> | null },
  before: readonly Answered[],
  after: Answered,
  metric: Metric
): Movement {
  const zeros = before.map(({ distribution }) => distribution);
  const [from, to] = [meanAnswer(zeros), after.distribution];
  const { size, reach } = fromControl(question.scale, to, zeros);
  const signed = signedMove(question.scale, from, to);
  const moved = totalVariation(from, to);
  const alongScale = signed !== null && Math.abs(signed) >= Math.max(SAME, moved * ONE_WAY);
  const zero = { distribution: from };
  const closer = closerToSurvey(question, figure?.p ?? null, after, zero, metric);
  return {
    zero: from,
    size,
    reach: Number.isNaN(reach) ? null : reach,
    moved,
    signed,
    alongScale,
    towards: moved < SAME ? null : towardsOption(from, to, alongScale, signed),
    toSurvey: closer && TO_SURVEY[closer]
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
  first: Answered,
  second: Answered,
  metric: Metric
): Closer | null {
  if (!survey || !metricApplies(metric, scale)) return null;
  const gap =
    similarity(metric, first.distribution, survey, scale) -
    similarity(metric, second.distribution, survey, scale);
  if (Math.abs(gap) < SAME) return 'same';
  return gap > 0 ? 'first' : 'second';
}
