import { beyondChance } from '../../inference/evidence.ts';
import { meanEstimate } from '../../inference/pairedMean.ts';
import type { Validity } from '../../measures/validity.ts';
import type { TestedRow } from '../tables/specificityTable.ts';

type Ends = readonly [low: number, high: number];

/**
 * Do answers under countries' names go with the survey across countries? `follows` and `against` need
 * both: p by exchanging whole countries below .05, and an interval over questions that leaves out 0.
 */
export interface FollowsSentence {
  what: 'follows' | 'against' | 'open';
  meanR: number;
  /** 95%, Student t over the questions' r. */
  interval: Ends;
  questions: number;
  countries: number;
  p: number;
  /** The smallest |mean r| that would have been found in 80% of cases. */
  detectable: number;
}

/** @returns null below the six questions that an interval needs */
export function followsSentence({
  questions,
  overall,
  coverage
}: Pick<Validity, 'questions' | 'overall' | 'coverage'>): FollowsSentence | null {
  const { interval } = meanEstimate(questions.map(({ r }) => r));
  if (!overall || !interval) return null;
  const { meanR, p, detectable } = overall;
  const [low, high] = interval;
  const told = beyondChance(p) && (low > 0 || high < 0);
  return {
    what: !told ? 'open' : meanR > 0 ? 'follows' : 'against',
    ...{ meanR, interval, p, detectable },
    ...{ questions: questions.length, countries: coverage.used }
  };
}

/**
 * Past how many of a hundred other countries do cues point towards their own? `past` where the figure's row
 * is beyond chance (`pointingEvidence`).
 */
export interface PastSentence {
  what: 'past' | 'open';
  /** Mean own-country percentile in [0, 1], and the 95% intervals that there are. */
  percentile: number;
  byQuestion: Ends;
  byCue: Ends | null;
  questions: number;
  countries: number;
  cues: number;
  /** As it is, of one row; adjusted for all rows of the figure. */
  p: number;
  adjusted: number;
  /** From what mean percentile on the study would have found it in 80% of cases; what exchanging gives. */
  detectable: number;
  chance: number;
}

/** @returns null where too few countries or questions leave no p, no interval, or nothing to be found */
export function pastSentence({
  found,
  adjusted,
  clear
}: Pick<TestedRow, 'found' | 'adjusted' | 'clear'>): PastSentence | null {
  const { byQuestion, byCue, chance, p } = found;
  if (!byQuestion || !chance || p === null || adjusted === null) return null;
  const detectable = chance.detectable ?? (clear ? 1 : null);
  if (detectable === null) return null;
  return {
    what: clear ? 'past' : 'open',
    ...{ percentile: found.meanPercentile, byQuestion, byCue, p, adjusted },
    ...{ questions: found.questions, countries: found.countries, cues: found.cues.length },
    ...{ detectable, chance: chance.mean }
  };
}
