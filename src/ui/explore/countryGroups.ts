import type { Country } from '../../core/survey/types.ts';
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
  const matching = countries.filter(({ name, code, region, zone, income }) =>
    holdsAll([name, code, region, zone, income].filter(Boolean).join('\n'), find)
  );
  const names = [...new Set(matching.map((country) => country[grouping]))];
  return names.sort(byRank).map((name) => ({
    name,
    countries: matching.filter((country) => country[grouping] === name)
  }));
}

function byRank(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return INCOMES.indexOf(a) - INCOMES.indexOf(b) || a.localeCompare(b);
}
