import { mean } from '../mean.ts';
import { metricApplies, similarityAt, uniform } from '../measures/similarity.ts';
import type { Metric } from '../measures/metrics.ts';
import { countsInMeans } from './countsInMeans.ts';
import { surveyPlaces } from './scores.ts';
import type { StudyFrame } from './studyFrame.ts';
import type { SurveyShares } from '../survey/surveyShares.ts';

/** What similarities are held against; no model in it. NaN where there is nothing to compare. */
export interface BaselineScores {
  /** Study country x question: an even spread, and the mean over the other countries' answers. */
  uniform: Float64Array;
  otherCountries: Float64Array;
  /** Study country x surveyed country x question; NaN for the country itself. */
  others: Float64Array;
}

/** Baselines of every country and question of a study under one metric. */
export function scoreBaselines(
  frame: Pick<StudyFrame, 'countries' | 'questions'>,
  survey: SurveyShares,
  metric: Metric
): BaselineScores {
  const questions = frame.questions.length;
  const surveyed = survey.countries.length;
  const empty = (rows: number) => new Float64Array(rows * questions).fill(NaN);
  const scores = {
    uniform: empty(frame.countries.length),
    otherCountries: empty(frame.countries.length),
    others: empty(frame.countries.length * surveyed)
  };
  const counts = countsInMeans(frame.questions);
  surveyPlaces(frame, survey).forEach((own, country) => {
    frame.questions.forEach(({ scale }, q) => {
      const from = own < 0 ? -1 : (survey.start[q * surveyed + own] ?? -1);
      if (from < 0 || !counts[q] || !metricApplies(metric, scale)) return;
      const n = survey.options[q] as number;
      const { shares, start } = survey;
      scores.uniform[country * questions + q] = similarityAt(
        metric,
        uniform(n),
        0,
        shares,
        from,
        n
      );
      let sum = 0;
      let count = 0;
      for (let other = 0; other < surveyed; other++) {
        const otherFrom = start[q * surveyed + other] as number;
        if (other === own || otherFrom < 0) continue;
        const value = similarityAt(metric, shares, otherFrom, shares, from, n);
        scores.others[(country * surveyed + other) * questions + q] = value;
        sum += value;
        count += 1;
      }
      if (count > 0) scores.otherCountries[country * questions + q] = sum / count;
    });
  });
  return scores;
}

/**
 * The other country whose people answer most alike over the given questions together: index into the
 * survey's countries, -1 for none. Only countries with figures on all of them take part: means over
 * different questions do not compare.
 */
export function bestOther(
  { others }: BaselineScores,
  country: number,
  surveyed: number,
  questionCount: number,
  questions: readonly number[]
): number {
  let best = -1;
  let bestMean = -Infinity;
  for (let other = 0; other < surveyed; other++) {
    const row = (country * surveyed + other) * questionCount;
    // NaN, where a question is missing, is above nothing.
    const found = mean(questions.map((q) => others[row + q] as number));
    if (!(found > bestMean)) continue;
    best = other;
    bestMean = found;
  }
  return best;
}
