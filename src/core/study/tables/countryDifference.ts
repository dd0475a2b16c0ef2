import type { PictureSet } from '../studyFrame.ts';
import type { StudyResults } from '../studyResults.ts';
import {
  captionOf,
  CONDITION_COLUMNS,
  conditionCells,
  estimateCells,
  estimateColumns,
  excludesZero,
  type CaptionBase,
  type StudyTable
} from './studyTable.ts';

/** Figure 6: S_picture - S_country by country, for a map. */
export function figure6(
  results: StudyResults,
  base: CaptionBase,
  set: PictureSet = 'culture'
): StudyTable {
  const countries = results.countries.filter((each) => each.set === set);
  return {
    id: 'figure6',
    columns: [
      ...CONDITION_COLUMNS,
      { key: 'country', kind: 'country' },
      ...estimateColumns('difference', 'difference'),
      { key: 'p', kind: 'p' },
      { key: 'clear', kind: 'flag' },
      { key: 'questions', kind: 'count' },
      { key: 'pictures', kind: 'count' }
    ],
    rows: countries.map(({ condition, country, difference, questions, pictures }) => [
      ...conditionCells(base.conditions, condition),
      country,
      ...estimateCells(difference),
      difference?.p ?? null,
      difference && Number(excludesZero(difference)),
      questions,
      pictures
    ]),
    caption: captionOf(results, base, { set, denominator: null }, countries)
  };
}
