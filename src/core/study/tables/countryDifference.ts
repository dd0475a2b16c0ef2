import type { CountryResult } from '../studyResults.ts';
import { clearColumn, estimateColumns, similarityTable, type TableInput } from './studyTable.ts';

/** S_picture - S_country by country, for a map (the paper's Figure 6). */
export function countryDifference(input: TableInput) {
  const countries = input.results.countries.filter(({ set }) => set === input.set);
  const differenceOf = ({ difference }: CountryResult) => difference;
  return similarityTable(input, countries, countries, [
    ['country', 'country', ({ country }) => country],
    ...estimateColumns('difference', 'difference', differenceOf),
    ['p', 'p', ({ difference }) => difference?.p],
    clearColumn(differenceOf),
    ['questions', 'count', ({ questions }) => questions],
    ['pictures', 'count', ({ pictures }) => pictures]
  ]);
}
