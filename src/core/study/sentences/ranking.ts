import { halfOrMore } from '../../inference/evidence.ts';
import type { NearCountry } from '../../measures/nearest.ts';

export interface Ranking {
  /** Most similar first; only countries with figures for at least half as many questions as the best served. */
  ranked: readonly NearCountry[];
  /** Countries with fewer figures: a mean over few questions is near by luck. */
  few: readonly NearCountry[];
  /** How many of the ranked reach into the interval of the first, itself not counted. */
  overlapping: number;
}

/** What may be said of `nearestCountries`: which have a rank, and how sure the first is. */
export function rankingOf(nearest: readonly NearCountry[]): Ranking {
  const most = Math.max(0, ...nearest.map(({ similarity }) => similarity.n));
  const enough = ({ similarity }: NearCountry) => halfOrMore(similarity.n, most);
  const ranked = nearest.filter(enough);
  const floor = ranked[0]?.similarity.interval?.[0] ?? Infinity;
  const reaches = ({ similarity }: NearCountry) => (similarity.interval?.[1] ?? -1) >= floor;
  return {
    ranked,
    few: nearest.filter((each) => !enough(each)),
    overlapping: ranked.slice(1).filter(reaches).length
  };
}
