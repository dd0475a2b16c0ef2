import { SIMILARITY_ROWS } from '../../../core/study/tables/countrySimilarity.ts';
import type { CountryResult } from '../../../core/study/studyResults.ts';
import type { CountryCode } from '../../../core/survey/types.ts';
import { score } from '../../format.ts';
import type { Role } from '../../charts/series.ts';
import { t } from '../../i18n.ts';
import type { DotRow, DotSeries, DotValue } from '../charts/groupedDots.ts';
import { countryLabel, withInterval } from './words.ts';

type Cue = (typeof SIMILARITY_ROWS)[number];

const ROLES: Record<Cue, Role> = {
  name: 'country',
  picture: 'picture',
  neutral: 'neutral',
  uniform: 'baseline',
  otherCountries: 'survey',
  bestOther: 'survey'
};

/**
 * Table 1 as a drawing: countries by cue and baseline, a row for each way of asking; cues that nobody
 * asked under are left out.
 * @param conditionOf what tells a row from the country's others
 */
export function similarityRows(
  countries: readonly CountryResult[],
  nameOf: (code: CountryCode) => string,
  conditionOf: (condition: number) => string = () => ''
): { series: DotSeries[]; rows: DotRow[] } {
  const valueOf = (country: CountryResult, cue: Cue): DotValue | null => {
    const found = cue === 'bestOther' ? country.bestOther?.similarity : country[cue];
    return found
      ? { mean: found.mean, interval: found.interval, text: withInterval(found, score) }
      : null;
  };
  // The nearest other country stands in the table; one mark less keeps the drawing calm.
  const cues = SIMILARITY_ROWS.filter(
    (cue) => cue !== 'bestOther' && countries.some((country) => valueOf(country, cue))
  );
  return {
    series: cues.map((cue) => ({ id: cue, role: ROLES[cue], name: t(`study.cueRows.${cue}`) })),
    // Those over questions of their own last.
    rows: byCountry(countries)
      .sort((a, b) => Number(a.apart) - Number(b.apart))
      .map((country) => ({
        id: `${country.country} ${country.condition}`,
        label: [countryLabel(country, nameOf), conditionOf(country.condition)]
          .filter((part) => part !== '')
          .join(' · '),
        values: cues.map((cue) => {
          const value = valueOf(country, cue);
          // Baselines are marks to read against; their intervals are in the table.
          const plain = cue === 'uniform' || cue === 'otherCountries';
          return value && plain ? { ...value, interval: null } : value;
        })
      }))
  };
}

/** Ways of asking about one country behind each other, countries in their first order. */
function byCountry(countries: readonly CountryResult[]): CountryResult[] {
  const codes = [...new Set(countries.map(({ country }) => country))];
  return codes.flatMap((code) => countries.filter(({ country }) => country === code));
}
