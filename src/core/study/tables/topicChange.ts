import type { CountryCode } from '../../survey/types.ts';
import type { CountryResult } from '../studyResults.ts';
import {
  clearColumn,
  estimateColumns,
  similarityTable,
  topicRows,
  type Column,
  type TableInput,
  type TopicRow
} from './studyTable.ts';

type Row = TopicRow<CountryResult>;

const COUNTRY: Column<Row> = ['country', 'country', ({ country }) => country];
const TOPIC: Column<Row> = ['topic', 'topic', ({ topic }) => topic];

/** Change by topic and country; cells without one hold null (the paper's Figure 4, there grey). */
export function topicChange(input: TableInput) {
  return changeTable(input, input.results.countries, [TOPIC, COUNTRY]);
}

/** One country across topics, both similarities and their change (the paper's Figure 8). */
export function countryTopics(input: TableInput, code: CountryCode) {
  const own = input.results.countries.filter(({ country }) => country === code);
  return changeTable(input, own, [
    ...[COUNTRY, TOPIC],
    ...estimateColumns('name', 'score', ({ found }: Row) => found?.name),
    ...estimateColumns('picture', 'score', ({ found }: Row) => found?.picture)
  ]);
}

function changeTable(
  input: TableInput,
  among: readonly CountryResult[],
  places: readonly Column<Row>[]
) {
  const countries = among.filter(({ set }) => set === input.set);
  const changeOf = ({ found }: Row) => found?.change?.[input.denominator];
  const changed = (row: Row) => (changeOf(row) ? row.found : undefined);
  const columns: Column<Row>[] = [
    ...places,
    ...estimateColumns('change', 'percent', changeOf),
    ['p', 'p', (row) => changed(row)?.difference?.p],
    clearColumn(changeOf),
    ['questions', 'count', (row) => changed(row)?.n]
  ];
  return similarityTable(input, countries, topicRows(countries), columns, input.denominator);
}
