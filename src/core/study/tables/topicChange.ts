import type { ChangeDenominator } from '../../measures/shift.ts';
import { TOPICS, type CountryCode } from '../../survey/types.ts';
import type { PictureSet } from '../studyFrame.ts';
import type { CountryResult, StudyResults, TopicResult } from '../studyResults.ts';
import {
  captionOf,
  CONDITION_COLUMNS,
  conditionCells,
  estimateCells,
  estimateColumns,
  excludesZero,
  type CaptionBase,
  type StudyColumn,
  type StudyTable
} from './studyTable.ts';

export interface ChangeChoices {
  denominator: ChangeDenominator;
  set: PictureSet;
}

const CELL_COLUMNS: readonly StudyColumn[] = [
  ...estimateColumns('change', 'percent'),
  { key: 'p', kind: 'p' },
  // Coloured only where the interval leaves out 0.
  { key: 'clear', kind: 'flag' },
  { key: 'questions', kind: 'count' }
];

function cells(found: TopicResult | undefined, denominator: ChangeDenominator) {
  const change = found?.change?.[denominator];
  return [
    ...estimateCells(change),
    change ? (found?.difference?.p ?? null) : null,
    change ? Number(excludesZero(change)) : null,
    change ? (found?.n ?? null) : null
  ];
}

/** Figure 4: change by topic and country, a row for every cell; missing ones hold null (grey). */
export function figure4(
  results: StudyResults,
  base: CaptionBase,
  { denominator, set }: ChangeChoices
): StudyTable {
  const countries = results.countries.filter((each) => each.set === set);
  return {
    id: 'figure4',
    columns: [
      ...CONDITION_COLUMNS,
      { key: 'topic', kind: 'topic' },
      { key: 'country', kind: 'country' },
      ...CELL_COLUMNS
    ],
    rows: countries.flatMap((each) =>
      TOPICS.map((topic) => [
        ...conditionCells(base.conditions, each.condition),
        topic,
        each.country,
        ...cells(topicOf(each, topic), denominator)
      ])
    ),
    caption: captionOf(results, base, { set, denominator }, countries)
  };
}

/** Figure 8: one country across topics, both similarities and their change. */
export function figure8(
  results: StudyResults,
  base: CaptionBase,
  country: CountryCode,
  { denominator, set }: ChangeChoices
): StudyTable {
  const countries = results.countries.filter(
    (each) => each.set === set && each.country === country
  );
  return {
    id: 'figure8',
    columns: [
      ...CONDITION_COLUMNS,
      { key: 'country', kind: 'country' },
      { key: 'topic', kind: 'topic' },
      ...estimateColumns('name', 'score'),
      ...estimateColumns('picture', 'score'),
      ...CELL_COLUMNS
    ],
    rows: countries.flatMap((each) =>
      TOPICS.map((topic) => {
        const found = topicOf(each, topic);
        return [
          ...conditionCells(base.conditions, each.condition),
          country,
          topic,
          ...estimateCells(found?.name),
          ...estimateCells(found?.picture),
          ...cells(found, denominator)
        ];
      })
    ),
    caption: captionOf(results, base, { set, denominator }, countries)
  };
}

function topicOf({ topics }: CountryResult, topic: string): TopicResult | undefined {
  return topics.find((each) => each.topic === topic);
}
