import type { CountryResult } from '../studyResults.ts';
import { evidenceColumns, judged, type Judged } from './judged.ts';
import { estimateColumns, similarityTable, type TableInput } from './studyTable.ts';

/** The countries of one condition are the cells of one map. */
export function judgedCountries(countries: readonly CountryResult[]) {
  return judged(
    countries,
    ({ difference }) => difference,
    ({ condition }) => condition
  );
}

/** S_picture - S_country by country, for a map (the paper's Figure 6). */
export function countryDifference(input: TableInput) {
  const countries = input.results.countries.filter(({ set }) => set === input.set);
  return similarityTable(input, countries, judgedCountries(countries), [
    ['country', 'country', ({ country }) => country],
    ...estimateColumns('difference', 'difference', ({ tested }: Judged) => tested),
    ...evidenceColumns('pPictures', 'difference'),
    ['questions', 'count', ({ questions }) => questions],
    ['pictures', 'count', ({ pictures }) => pictures]
  ]);
}
