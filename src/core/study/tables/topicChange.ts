import type { ChangeDenominator } from '../../measures/shift.ts';
import type { CountryCode } from '../../survey/types.ts';
import type { CountryResult } from '../studyResults.ts';
import { evidenceColumns, judged, type Judged } from './judged.ts';
import {
  estimateColumns,
  similarityTable,
  topicRows,
  type Column,
  type TableInput,
  type TopicRow
} from './studyTable.ts';

type Row = TopicRow<CountryResult> & Judged;

const COUNTRY: Column<Row> = ['country', 'country', ({ country }) => country];
const TOPIC: Column<Row> = ['topic', 'topic', ({ topic }) => topic];

/** Change by topic and country; cells without one hold null (the paper's Figure 4, there grey). */
export function topicChange(input: TableInput) {
  const countries = input.results.countries.filter(({ set }) => set === input.set);
  return changeTable(input, countries, changesByTopic(countries, input.denominator), [
    TOPIC,
    COUNTRY
  ]);
}

/** One country across topics, both similarities and their change (the paper's Figure 8). */
export function countryTopics(input: TableInput, code: CountryCode) {
  return changeTable(input, ofCountry(input, code), countryTopicRows(input, code), [
    ...[COUNTRY, TOPIC],
    ...estimateColumns('name', 'score', ({ found }: Row) => found?.name),
    ...estimateColumns('picture', 'score', ({ found }: Row) => found?.picture)
  ]);
}

/** The topics of one country under every condition: the cells of its figure. */
export function countryTopicRows(input: TableInput, code: CountryCode): Row[] {
  return judged(topicRows(ofCountry(input, code)), changeOf(input.denominator));
}

const ofCountry = ({ results, set }: TableInput, code: CountryCode) =>
  results.countries.filter((each) => each.country === code && each.set === set);

/** Every topic of every country; the cells of one condition are those of one figure. */
export function changesByTopic(
  countries: readonly CountryResult[],
  denominator: ChangeDenominator
): Row[] {
  return judged(topicRows(countries), changeOf(denominator), ({ condition }) => condition);
}

const changeOf =
  (denominator: ChangeDenominator) =>
  ({ found }: TopicRow<CountryResult>) =>
    found?.change?.[denominator];

function changeTable(
  input: TableInput,
  countries: readonly CountryResult[],
  rows: readonly Row[],
  places: readonly Column<Row>[]
) {
  const columns: Column<Row>[] = [
    ...places,
    ...estimateColumns('change', 'percent', ({ tested }: Row) => tested),
    ...evidenceColumns<Row>('pPictures', 'percent'),
    ['questions', 'count', ({ tested, found }) => (tested ? found?.n : null)]
  ];
  return similarityTable(input, countries, rows, columns, input.denominator);
}
