import type { Country } from '../../core/survey/types.ts';
import { currentLocale } from '../i18n.ts';
import { shownCountry, shownPlace } from '../survey/shownPlaces.ts';
import { holdsAll } from './search.ts';

export const GROUPINGS = ['region', 'zone', 'income'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface CountryGroup {
  /** Null: countries that the grouping does not classify. */
  name: string | null;
  countries: readonly Country[];
}

/** From low to high; any other grouping runs by name. */
const INCOMES = ['Low income', 'Lower middle income', 'Upper middle income', 'High income'];

/**
 * The countries that match what is searched for (name, code, region, zone or income group), by
 * group; the unclassified last.
 */
export function groupCountries(
  countries: readonly Country[],
  grouping: Grouping,
  find: string
): CountryGroup[] {
  const matching = countries.filter((country) => {
    const { name, code, region, zone, income } = country;
    const groups = [region, zone, income].filter((group) => group !== null);
    const shown = [shownCountry(country), ...groups.map(shownPlace)];
    return holdsAll([name, code, ...groups, ...shown].join('\n'), find);
  });
  const names = [...new Set(matching.map((country) => country[grouping]))];
  return names.sort(byRank).map((name) => ({
    name,
    countries: matching
      .filter((country) => country[grouping] === name)
      .sort((one, other) => byWord(shownCountry(one), shownCountry(other)))
  }));
}

function byRank(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return INCOMES.indexOf(a) - INCOMES.indexOf(b) || byWord(shownPlace(a), shownPlace(b));
}

const byWord = (a: string, b: string) => a.localeCompare(b, currentLocale());
