import type { NearCountry } from '../../../core/measures/nearest.ts';
import type { CountryCode } from '../../../core/survey/types.ts';

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
