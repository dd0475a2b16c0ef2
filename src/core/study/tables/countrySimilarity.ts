import type { Estimate } from '../../inference/types.ts';
import type { PictureSet } from '../studyFrame.ts';
import type { StudyResults } from '../studyResults.ts';
import {
  captionOf,
  CONDITION_COLUMNS,
  conditionCells,
  estimateCells,
  estimateColumns,
  type CaptionBase,
  type StudyTable
} from './studyTable.ts';

/** Rows of Table 1: the model's cues first, then what to hold them against. */
export const TABLE1_ROWS = [
  'name',
  'picture',
  'neutral',
  'uniform',
  'otherCountries',
  'bestOther'
] as const;

/**
 * Table 1: mean similarity by country and cue, with interval, skill and baselines; country null is
 * the mean over the countries that have both name and pictures.
 */
export function table1(
  results: StudyResults,
  base: CaptionBase,
  set: PictureSet = 'culture'
): StudyTable {
  const countries = results.countries.filter((each) => each.set === set);
  const pools = results.pools.filter((each) => each.set === set && each.pool === 'all');
  const rows = base.conditions.flatMap((_, condition) => {
    const line = (
      country: string | null,
      cue: (typeof TABLE1_ROWS)[number],
      similarity: Estimate | null,
      skill: Estimate | null,
      other: string | null,
      counts: { questions: number; pictures: number }
    ) => [
      ...conditionCells(base.conditions, condition),
      country,
      cue,
      ...estimateCells(similarity),
      ...estimateCells(skill),
      counts.questions,
      cue === 'picture' ? counts.pictures : null,
      other
    ];
    const own = countries
      .filter((each) => each.condition === condition)
      .flatMap((each) =>
        TABLE1_ROWS.flatMap((cue) => {
          const found = cue === 'bestOther' ? each.bestOther?.similarity : each[cue];
          if (!found) return [];
          const skill =
            cue === 'name' || cue === 'picture' || cue === 'neutral' ? each.skill[cue] : null;
          const other = cue === 'bestOther' ? (each.bestOther?.country ?? null) : null;
          return [line(each.country, cue, found, skill, other, each)];
        })
      );
    const pool = pools.find((each) => each.condition === condition);
    if (!pool) return own;
    const all = (['name', 'picture'] as const).map((cue) =>
      line(null, cue, pool[cue], null, null, pool)
    );
    return [...own, ...all];
  });
  return {
    id: 'table1',
    columns: [
      ...CONDITION_COLUMNS,
      { key: 'country', kind: 'country' },
      { key: 'cue', kind: 'text' },
      ...estimateColumns('similarity', 'score'),
      ...estimateColumns('skill', 'difference'),
      { key: 'questions', kind: 'count' },
      { key: 'pictures', kind: 'count' },
      { key: 'otherCountry', kind: 'country' }
    ],
    rows,
    caption: captionOf(results, base, { set, denominator: null }, countries)
  };
}
