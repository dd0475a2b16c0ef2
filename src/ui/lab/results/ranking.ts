import type { NearCountry } from '../../../core/measures/nearest.ts';
import type { CountryCode } from '../../../core/survey/types.ts';

export interface Ranking {
  /** Most similar first; only countries with figures for at least half as many questions as the best served. */
  ranked: readonly NearCountry[];
  /** Countries with fewer figures: a mean over few questions is near by luck. */
  few: readonly NearCountry[];
  /** How many of the ranked reach into the interval of the first, itself not counted. */
  overlapping: number;
}

export function nearestRanking(nearest: readonly NearCountry[]): Ranking {
  const most = Math.max(0, ...nearest.map(({ similarity }) => similarity.n));
  const enough = ({ similarity }: NearCountry) => similarity.n * 2 >= most;
  const ranked = nearest.filter(enough);
  const floor = ranked[0]?.similarity.interval?.[0] ?? null;
  return {
    ranked,
    few: nearest.filter((each) => !enough(each)),
    overlapping:
      floor === null
        ? 0
        : ranked.slice(1).filter(({ similarity }) => (similarity.interval?.[1] ?? -1) >= floor)
            .length
  };
}

/** Places (from 0) to list: the first `count`, and the chosen country's own wherever it stands. */
export function placesToList(
  ranked: readonly NearCountry[],
  chosen: CountryCode | null,
  count: number
): number[] {
  const places = ranked.slice(0, count).map((_, place) => place);
  const own = ranked.findIndex(({ country }) => country === chosen);
  return own >= count ? [...places, own] : places;
}
