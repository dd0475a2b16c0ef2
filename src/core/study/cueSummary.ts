import type { TextVariant } from '../answers/types.ts';
import { meanEstimate, pairedMean } from '../inference/pairedMean.ts';
import type { Estimate, PairedMean } from '../inference/types.ts';
import type { Metric } from '../measures/metrics.ts';
import { skill } from '../measures/similarity.ts';
import type { CountryCode } from '../survey/types.ts';
import { bestOther, scoreBaselines } from './baselineScores.ts';
import { surveyPlaces } from './scores.ts';
import type { StudyData } from './studyData.ts';

export interface SummaryChoices {
  metric: Metric;
  variant: TextVariant;
  seed: number;
  /** Index pairs of cues whose similarities are to be compared, first minus second. */
  pairs: readonly (readonly [number, number])[];
}

export interface Summary {
  /** Per cue: mean similarity with the country's people, and skill of that mean. */
  cues: { similarity: Estimate; skill: number | null }[];
  uniform: Estimate;
  otherCountries: Estimate | null;
  /** The other country whose people answer most alike, over all questions together. */
  bestOther: { country: CountryCode; similarity: Estimate } | null;
  /** Parallel to `pairs`. */
  differences: PairedMean[];
  /**
   * Questions used, without a figure for the country, and on which the metric has no meaning; those
   * that count in no mean are none of them.
   */
  n: number;
  withoutFigure: number;
  withoutOrder: number;
}

/**
 * Every cue of a study of one country (its first) that answered every question, held against the
 * country's baselines: means over the questions that can be compared, with 95% intervals (Student t),
 * differences tested by sign flips over questions. Null where nothing compares.
 */
export function summariseCues(
  study: StudyData,
  { metric, variant, seed, pairs }: SummaryChoices
): Summary | null {
  const { frame, survey } = study;
  const count = frame.questions.length;
  const surveyed = survey.countries.length;
  const place = surveyPlaces(frame, survey)[0] ?? -1;
  const base = scoreBaselines(frame, survey, metric);
  const counting = frame.questions.flatMap((_, q) => (study.counts[q] ? [q] : []));
  const figured = counting.filter(
    (q) => place >= 0 && (survey.start[q * surveyed + place] as number) >= 0
  );
  const used = figured.filter((q) => !Number.isNaN(base.uniform[q]));
  if (used.length === 0) return null;

  const similarity = study.similarity(metric, variant);
  const scores = frame.cues.map((_, cue) =>
    Float64Array.from(frame.questions, (_, q) => similarity(study.row(0, cue, q), place))
  );
  const mean = (values: Float64Array): Estimate | null => {
    const known = used.map((q) => values[q] as number).filter((value) => !Number.isNaN(value));
    return known.length > 0 ? meanEstimate(known) : null;
  };
  const uniform = mean(base.uniform) as Estimate;
  const best = bestOther(base, 0, surveyed, count, used);
  const bestScores = base.others.subarray(best * count, (best + 1) * count);
  const bestMean = best < 0 ? null : mean(bestScores);
  return {
    cues: scores.map((values) => {
      const found = mean(values) ?? { mean: NaN, interval: null, n: 0 };
      const gain = skill(found.mean, uniform.mean);
      return { similarity: found, skill: Number.isNaN(gain) ? null : gain };
    }),
    uniform,
    otherCountries: mean(base.otherCountries),
    bestOther: bestMean && {
      country: survey.countries[best] as CountryCode,
      similarity: bestMean
    },
    differences: pairs.map(([first, second]) =>
      pairedMean(
        used.map((q) => (scores[first]?.[q] ?? NaN) - (scores[second]?.[q] ?? NaN)),
        { seed }
      )
    ),
    n: used.length,
    withoutFigure: counting.length - figured.length,
    withoutOrder: figured.length - used.length
  };
}
